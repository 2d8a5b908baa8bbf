namespace AutopilotReset.Shared.Resets;

/// <summary>Something that happened to one device of a batch; the only way its state changes (<see cref="Transitions"/>).</summary>
public enum Signal
{
    /// <summary>The dispatcher committed the intent to send.</summary>
    Claimed,

    /// <summary>A person cancelled what had not been sent.</summary>
    Cancelled,

    /// <summary>The read just before the POST differs from what was confirmed, or the rules refuse it now.</summary>
    RefusedOnReread,

    /// <summary>2xx.</summary>
    Accepted,

    /// <summary>401, or 403 for scope or role: the batch pauses and names what is missing.</summary>
    NotAuthorised,

    /// <summary>Approval text or header, whatever the status.</summary>
    ApprovalRequired,

    /// <summary>400, 404 or another 403.</summary>
    Rejected,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>408, 409, an unlisted 4xx, 5xx, timeout, reset or crash: nobody can tell whether Intune took it.</summary>
    AnswerLost,

    /// <summary>Connection or TLS failed before the first byte of the request left.</summary>
    NeverLeft,

    /// <summary>Two reads at least 60 s apart show no new action and <c>managementState</c> managed.</summary>
    ThrottleCleared,

    /// <summary>The reads after a 429 show something, could not be made, or it happened too often.</summary>
    ThrottleUnclear,

    /// <summary>Another admin approved it in Intune: it is due again, by the same road as any other send.</summary>
    ApprovalGranted,

    /// <summary>Rejected or cancelled in Intune.</summary>
    ApprovalRejected,

    /// <summary>Intune says so, or the time of expiry that it named has passed.</summary>
    ApprovalExpired,

    /// <summary>The code cannot be used any more, as after another admin took the batch over, or the approval was taken back.</summary>
    ApprovalVoided,

    /// <summary>A person has Intune asked anew, without a code.</summary>
    ApprovalAskedAnew,

    /// <summary>Evidence that an order of Unknown fate was taken after all.</summary>
    OrderFound,

    /// <summary>A person decided, evidence in view, that Intune took the order.</summary>
    DecidedTaken,

    /// <summary>A person decided, evidence in view, that Intune did not take the order.</summary>
    DecidedNotTaken,

    /// <summary>A check-in after the order; never terminal.</summary>
    Seen,

    /// <summary>A new action result says active.</summary>
    ReportedActive,

    /// <summary>A new action result says done.</summary>
    Reported,

    /// <summary>A change that a mere check-in cannot cause, with Seen or Reported (rules.md).</summary>
    Proven,

    /// <summary>A new action result says failed, canceled or notSupported.</summary>
    ReportedFailed,

    /// <summary>The Intune record of a device to be reset is gone.</summary>
    RecordGone,

    DeadlinePassed,

    /// <summary>Primary user and owner are as the request expected.</summary>
    HoldersClean,

    /// <summary>Primary user or owner left behind, or back again.</summary>
    LeftoversFound,

    /// <summary>The deadline passed with user and owner as before: reported, not proven.</summary>
    ReportedUnchanged,

    /// <summary>A person closed a stalled request.</summary>
    ClosedByPerson,

    /// <summary>Intune's audit has an order for a device that still waits here: the database may be older than the world, or somebody else used its approval, and a person decides.</summary>
    OrderMissingHere,
}
