using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Audit;

/// <summary>Names of audit entries. Never renamed and never reused: an auditor reads them years later.</summary>
public static class AuditEvents
{
    public const string SignedIn = "access.signed-in";
    public const string SignedOut = "access.signed-out";
    public const string TurnedAway = "access.turned-away";
    public const string RoleLost = "access.role-lost";
    public const string SessionEnded = "access.session-ended";

    public const string BatchConfirmed = "batch.confirmed";
    public const string BatchPaused = "batch.paused";
    public const string BatchResumed = "batch.resumed";
    public const string BatchHalted = "batch.halted";
    public const string BatchStarted = "batch.started";
    public const string BatchStartMissed = "batch.start-missed";
    public const string BatchWaveOpened = "batch.wave-opened";
    public const string BatchCancelled = "batch.cancelled";
    public const string BatchTakenOver = "batch.taken-over";
    public const string BatchApproved = "batch.approved";
    public const string BatchRejected = "batch.rejected";
    public const string BatchApprovalWithdrawn = "batch.approval-withdrawn";
    public const string BatchApprovalExpired = "batch.approval-expired";
    public const string BatchApprovalVoided = "batch.approval-voided";
    public const string BatchSent = "batch.sent";
    public const string BatchFinished = "batch.finished";

    public const string RequestPlanned = "request.planned";
    public const string RequestReleased = "request.released";

    public const string RepairBegun = "repair.begun";
    public const string RepairDone = "repair.done";
    public const string RepairRefused = "repair.refused";
    public const string RepairFailed = "repair.failed";

    public const string KillSwitchOn = "guard.kill-switch-on";
    public const string KillSwitchOff = "guard.kill-switch-off";
    public const string GuardChanged = "guard.changed";
    public const string LooseningAsked = "guard.loosening-asked";
    public const string LooseningDeclined = "guard.loosening-declined";
    public const string ProtectedAdded = "guard.protected-added";
    public const string ProtectedRemoved = "guard.protected-removed";
    public const string CommandRefused = "command.refused";

    public const string FilterSaved = "filter.saved";
    public const string FilterRenamed = "filter.renamed";
    public const string FilterDeleted = "filter.deleted";

    public const string ScheduleMade = "schedule.made";
    public const string ScheduleChanged = "schedule.changed";
    public const string SchedulePaused = "schedule.paused";
    public const string ScheduleResumed = "schedule.resumed";
    public const string ScheduleDeleted = "schedule.deleted";
    public const string ScheduleDrafted = "schedule.drafted";
    public const string ScheduleDraftFailed = "schedule.draft-failed";
    public const string ScheduleDraftMissed = "schedule.draft-missed";
    public const string ScheduleDraftDismissed = "schedule.draft-dismissed";

    public const string InventoryFinished = "inventory.finished";
    public const string InventoryFailed = "inventory.failed";
    public const string AuditExported = "audit.exported";
    public const string AuditVerified = "audit.verified";
    public const string NotificationTested = "notification.tested";
    public const string DeploymentStamped = "deployment.stamped";

    /// <summary>The entry that a signal writes beside the state it changes.</summary>
    public static string For(Signal signal) => signal switch
    {
        Signal.Claimed => "request.sending",
        Signal.Cancelled => "request.cancelled",
        Signal.RefusedOnReread => "request.refused",
        Signal.Accepted => "request.accepted",
        Signal.NotAuthorised => "request.not-authorised",
        Signal.ApprovalRequired => "request.approval-required",
        Signal.Rejected => "request.rejected",
        Signal.RateLimited => "request.rate-limited",
        Signal.AnswerLost => "request.answer-lost",
        Signal.NeverLeft => "request.never-left",
        Signal.ThrottleCleared => "request.throttle-cleared",
        Signal.ThrottleUnclear => "request.throttle-unclear",
        Signal.ApprovalGranted => "request.approval-granted",
        Signal.ApprovalRejected => "request.approval-rejected",
        Signal.ApprovalExpired => "request.approval-expired",
        Signal.ApprovalVoided => "request.approval-voided",
        Signal.ApprovalAskedAnew => "request.approval-asked-anew",
        Signal.OrderFound => "request.order-found",
        Signal.DecidedTaken => "request.decided-taken",
        Signal.DecidedNotTaken => "request.decided-not-taken",
        Signal.Seen => "evidence.seen",
        Signal.ReportedActive => "evidence.active",
        Signal.Reported => "evidence.reported",
        Signal.Proven => "evidence.proven",
        Signal.ReportedFailed => "evidence.failed",
        Signal.RecordGone => "evidence.record-gone",
        Signal.DeadlinePassed => "request.stalled",
        Signal.HoldersClean => "request.completed",
        Signal.LeftoversFound => "request.leftovers-found",
        Signal.ReportedUnchanged => "request.reported-unchanged",
        Signal.ClosedByPerson => "request.closed-by-person",
        Signal.OrderMissingHere => "request.order-missing-here",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No audit event for this signal."),
    };
}
