namespace AutopilotReset.Simulator.Fleet;

/// <summary>The fleet at one moment, valid only inside the call that handed it out.</summary>
public sealed class FleetView
{
    private readonly FleetStore _store;

    internal FleetView(FleetStore store, DateTimeOffset now)
    {
        _store = store;
        Now = now;
    }

    /// <summary>The moment.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>All machines, in list order.</summary>
    public IReadOnlyList<PracticeDevice> Devices => _store.Index.Devices;

    /// <summary>All people.</summary>
    public IReadOnlyList<PracticeUser> Users => _store.Index.Users;

    /// <summary>All groups.</summary>
    public IReadOnlyList<PracticeGroup> Groups => _store.Index.Groups;

    internal FleetIndex Index => _store.Index;

    /// <summary>The device with this key, name, serial number or any of its ids; null if none.</summary>
    public PracticeDevice? Find(string nameOrId) => _store.Index.Find(nameOrId);

    /// <summary>The user with this id or user principal name; null if none.</summary>
    public PracticeUser? FindUser(string? idOrName) => idOrName is null ? null : _store.Index.FindUser(idOrName);

    /// <summary>Says that a device was changed.</summary>
    public void Touch(PracticeDevice device) => _store.Noted(device);

    /// <summary>Puts a step on the device's timeline, <paramref name="after"/> at life's own pace (shortened by the speed).</summary>
    public void Schedule(PracticeDevice device, TimeSpan after, StepKind kind, long order = 0, string? data = null, TimeSpan repeat = default)
    {
        ArgumentNullException.ThrowIfNull(device);
        _store.Schedule(device, new TimelineStep(Now + after / _store.Speed, kind, order, data, repeat));
    }

    /// <summary>Forgets everything that was to happen to the device.</summary>
    public void ClearTimeline(PracticeDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.Timeline.Clear();
        Touch(device);
    }

    /// <summary>Lets everything that is to happen to the device happen now, in order; what repeats goes on repeating.</summary>
    public void RunTimeline(PracticeDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        foreach (var step in device.Timeline.Where(s => s.Kind != StepKind.KeepCheckingIn).OrderBy(s => s.Due).ToList()) RunNow(device, step);
    }

    /// <summary>Lets one step happen now.</summary>
    internal void RunNow(PracticeDevice device, TimelineStep step)
    {
        device.Timeline.RemoveAll(s => ReferenceEquals(s, step));
        DeviceSteps.Apply(device, step with { Due = Now }, _store);
        Touch(device);
    }
}
