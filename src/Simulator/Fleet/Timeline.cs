namespace AutopilotReset.Simulator.Fleet;

/// <summary>The order in which things happen to devices. A step is valid only while its device still lists it.</summary>
internal sealed class Timeline(FleetStore store, double speed)
{
    private PriorityQueue<(PracticeDevice Device, TimelineStep Step), (DateTimeOffset Due, long Sequence)> _queue = new();
    private long _sequence;

    public double Speed { get; private set; } = speed;

    public void Enqueue(PracticeDevice device)
    {
        foreach (var step in device.Timeline) Enqueue(device, step);
    }

    public void Enqueue(PracticeDevice device, TimelineStep step) => _queue.Enqueue((device, step), (step.Due, _sequence++));

    public void Advance(DateTimeOffset now)
    {
        while (_queue.TryPeek(out var next, out var at) && at.Due <= now)
        {
            _queue.Dequeue();
            if (!RemoveSame(next.Device.Timeline, next.Step)) continue;
            DeviceSteps.Apply(next.Device, next.Step, store);
            store.Happened?.Invoke(next.Device, next.Step);
            if (next.Step.Kind == StepKind.KeepCheckingIn && next.Device.Intune is not null)
                store.Schedule(next.Device, next.Step with { Due = next.Step.Due + Pause(next.Step, now) });
            store.Noted(next.Device);
        }
    }

    public void SetSpeed(double speed, DateTimeOffset now)
    {
        var old = Speed;
        Speed = speed;
        var rest = _queue.UnorderedItems.Select(i => i.Element.Device).Distinct().OrderBy(d => d.Index).ToList();
        _queue = new();
        foreach (var device in rest)
        {
            device.Timeline = [.. device.Timeline.Select(s => s with { Due = now + (s.Due - now) * (old / speed) })];
            Enqueue(device);
        }
    }

    /// <summary>Repeats at least a second apart, and skips what nobody saw while the process was down.</summary>
    private TimeSpan Pause(TimelineStep step, DateTimeOffset now)
    {
        var pause = step.Repeat / Speed;
        if (pause < TimeSpan.FromSeconds(1)) pause = TimeSpan.FromSeconds(1);
        var missed = (now - step.Due).Ticks / pause.Ticks;
        return pause * Math.Max(1, missed);
    }

    private static bool RemoveSame(List<TimelineStep> steps, TimelineStep step)
    {
        var at = steps.FindIndex(s => ReferenceEquals(s, step));
        if (at < 0) return false;
        steps.RemoveAt(at);
        return true;
    }
}
