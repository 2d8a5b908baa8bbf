namespace AutopilotReset.Simulator.Fleet;

/// <summary>What can happen to a device at a moment.</summary>
public enum StepKind
{
    /// <summary>The device checks in.</summary>
    CheckIn,
    /// <summary>It checks in, and again after as long as <see cref="TimelineStep.Repeat"/> says.</summary>
    KeepCheckingIn,
    /// <summary>The order's action result becomes active.</summary>
    Active,
    /// <summary>The order's action result becomes done.</summary>
    Done,
    /// <summary>The order's action result becomes failed.</summary>
    Failed,
    /// <summary>The primary user and the enrolling user go.</summary>
    PrimaryUserGone,
    /// <summary>The registered owner and users go.</summary>
    OwnerGone,
    /// <summary>The enrolment date becomes this moment.</summary>
    EnrolledAnew,
    /// <summary>The user named in <see cref="TimelineStep.Data"/> signs in: primary user and owner.</summary>
    UserSignsIn,
    /// <summary>managementState becomes <see cref="TimelineStep.Data"/>.</summary>
    ManagementState,
    /// <summary>Intune's record is gone; Entra's object and the Autopilot registration stay.</summary>
    RecordGone,
    /// <summary>The device comes back in Intune under a new id.</summary>
    ReEnrolled,
}

/// <summary>One thing that will happen to one device.</summary>
/// <param name="Due">When, in wall time.</param>
/// <param name="Kind">What.</param>
/// <param name="Order">The accepted order it belongs to; 0 for none.</param>
/// <param name="Data">What the kind needs to know.</param>
/// <param name="Repeat">For repeating steps, the time between two.</param>
public sealed record TimelineStep(DateTimeOffset Due, StepKind Kind, long Order, string? Data = null, TimeSpan Repeat = default);
