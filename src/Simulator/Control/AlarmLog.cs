namespace AutopilotReset.Simulator.Control;

/// <summary>Something that must never happen in earnest: a reset sent to a hybrid device, an owner deletion without <c>/$ref</c>.</summary>
public sealed record Alarm(DateTimeOffset Time, string Kind, string Text);

/// <summary>Everything alarming, oldest first.</summary>
public sealed class AlarmLog(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];

    /// <summary>Told of each alarm; the program prints it.</summary>
    public Action<Alarm>? Raised { get; set; }

    /// <summary>A copy of all alarms.</summary>
    public IReadOnlyList<Alarm> All
    {
        get
        {
            lock (_gate) return [.. _alarms];
        }
    }

    internal void Raise(string kind, string text)
    {
        var alarm = new Alarm(time.GetUtcNow(), kind, text);
        lock (_gate) _alarms.Add(alarm);
        Raised?.Invoke(alarm);
    }
}
