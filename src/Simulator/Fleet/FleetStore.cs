namespace AutopilotReset.Simulator.Fleet;

/// <summary>
/// The fleet and its clock. Nothing runs by itself: whoever looks first lets everything happen that was due until now,
/// in order, so that an adjustable clock and the real one give the same story. All access goes through <see cref="Read"/> and <see cref="Change"/>.
/// </summary>
public sealed class FleetStore
{
    /// <summary>Windows devices check in about every eight hours; <c>--speed</c> does not shorten this.</summary>
    public static readonly TimeSpan IdleCheckIn = TimeSpan.FromHours(8);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Timeline _timeline;

    internal FleetStore(FleetContent content, double speed, TimeProvider time)
    {
        _time = time;
        Index = new FleetIndex(content);
        _timeline = new Timeline(this, speed);
        foreach (var device in content.Devices) _timeline.Enqueue(device);
    }

    /// <summary>How many times faster than life devices act.</summary>
    public double Speed => _timeline.Speed;

    internal FleetIndex Index { get; }

    /// <summary>Called, under the lock, with each device that changed; the journal writes it down.</summary>
    internal Action<PracticeDevice>? Changed { get; set; }

    /// <summary>Called, under the lock, with each step once it has happened; <see cref="TimelineStep.Due"/> is when. For tests that compare it with what others saw.</summary>
    public Action<PracticeDevice, TimelineStep>? Happened { get; set; }

    /// <summary>Looks at the fleet as it is now.</summary>
    public T Read<T>(Func<FleetView, T> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        lock (_gate) return look(NowNeedsLock());
    }

    /// <summary>Changes devices; each one passed to <see cref="FleetView.Touch"/> is indexed anew and kept.</summary>
    public void Change(Action<FleetView> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate) change(NowNeedsLock());
    }

    /// <summary>The device with this key, name, serial number or any of its ids; null if none.</summary>
    public PracticeDevice? Find(string nameOrId) => Read(v => v.Find(nameOrId));

    /// <summary>Sets how fast devices are from now on; what is under way is shortened or lengthened too.</summary>
    public void SetSpeed(double speed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        Change(v => _timeline.SetSpeed(speed, v.Now));
    }

    /// <summary>The last check-in as Graph shows it: idle devices check in every eight hours, drawers do not.</summary>
    internal static DateTimeOffset LastSync(PracticeDevice device, DateTimeOffset now)
    {
        var stored = device.Intune!.LastSyncDateTime;
        if (!device.ChecksIn || stored >= now) return stored;
        return stored + IdleCheckIn * (double)((now - stored).Ticks / IdleCheckIn.Ticks);
    }

    internal void Schedule(PracticeDevice device, TimelineStep step)
    {
        device.Timeline.Add(step);
        _timeline.Enqueue(device, step);
    }

    internal void Noted(PracticeDevice device)
    {
        Index.Update(device);
        Changed?.Invoke(device);
    }

    private FleetView NowNeedsLock()
    {
        var now = _time.GetUtcNow();
        _timeline.Advance(now);
        return new FleetView(this, now);
    }
}
