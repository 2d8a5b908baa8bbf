namespace AutopilotReset.Shared.Resets;

/// <summary>What is ordered. A reset and a wipe never share a batch (rules.md).</summary>
public enum OrderKind
{
    /// <summary><c>wipe {keepEnrollmentData:true, keepUserData:false}</c>; graph.md §1.</summary>
    AutopilotReset = 0,

    /// <summary><c>wipe {keepEnrollmentData:false, keepUserData:false}</c>; graph.md §1.</summary>
    Wipe = 1,
}

/// <summary>Who uses the device next; decides whether a primary user or owner seen afterwards is clean (rules.md).</summary>
public enum NextUser { SamePerson, SomebodyElse, Pool }

/// <summary>State of one device in a batch (design.md).</summary>
public enum DeviceState
{
    /// <summary>Waits for approval, schedule, wave or budget.</summary>
    Planned = 0,

    /// <summary>The intent is committed and the POST is on its way.</summary>
    Sending = 1,

    /// <summary>Graph said 429; not before Retry-After.</summary>
    Throttled = 2,

    /// <summary>Intune's Multi Admin Approval asked for a second admin.</summary>
    AwaitingTenantApproval = 3,

    /// <summary>We cannot tell whether Intune took it; a person or evidence decides, never a second POST.</summary>
    Unknown = 4,

    /// <summary>Armed: Intune took it, nothing seen yet.</summary>
    Pending = 5,

    /// <summary>The device reports that it works on it.</summary>
    Active = 6,

    /// <summary>Reset reported or proven; primary user and owner are being checked.</summary>
    Verifying = 7,

    /// <summary>A deadline passed. Open: still armed, still watched, keeps the device's claim.</summary>
    Stalled = 8,

    Completed = 9,
    CompletedWithFindings = 10,
    Failed = 11,
    Refused = 12,
    Cancelled = 13,
}

/// <summary>State of a batch. Device states say what became of each device; this says whether anything more may be sent.</summary>
public enum BatchState
{
    /// <summary>Sends as the guards allow.</summary>
    Running = 0,

    /// <summary>Sends nothing until resumed or taken over; the reason stands beside it.</summary>
    Paused = 1,

    /// <summary>Nothing is left to send.</summary>
    Sent = 2,

    /// <summary>Every device is in a terminal state.</summary>
    Finished = 3,
}

/// <summary>What a state allows and asks for.</summary>
public static class DeviceStates
{
    public static IReadOnlyList<DeviceState> All { get; } = Enum.GetValues<DeviceState>();

    /// <summary>Terminal states release the device's claim; every other state is open (design.md, Keys).</summary>
    public static bool IsTerminal(this DeviceState state) => state >= DeviceState.Completed;

    public static bool IsOpen(this DeviceState state) => !state.IsTerminal();

    /// <summary>
    /// Can still be stopped here: nothing of it has reached Intune. A throttled order may have been executed after all,
    /// so stopping it makes it Unknown, not Cancelled.
    /// </summary>
    public static bool CanStillBeStopped(this DeviceState state) => state is DeviceState.Planned or DeviceState.AwaitingTenantApproval;

    /// <summary>A person should look: no clock will settle it.</summary>
    public static bool NeedsPerson(this DeviceState state) =>
        state is DeviceState.Unknown or DeviceState.Stalled or DeviceState.AwaitingTenantApproval or DeviceState.CompletedWithFindings or DeviceState.Failed;
}
