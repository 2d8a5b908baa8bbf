using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Audit;

/// <summary>Names of audit entries are read years later: this list grows, and no line of it ever changes.</summary>
public class AuditEventsTests
{
    private static readonly string[] Frozen =
    [
        "access.role-lost", "access.session-ended", "access.signed-in", "access.signed-out", "access.turned-away",
        "audit.exported", "audit.verified",
        "batch.approval-expired", "batch.approval-voided", "batch.approval-withdrawn", "batch.approved",
        "batch.cancelled", "batch.confirmed", "batch.finished", "batch.halted", "batch.paused", "batch.rejected", "batch.resumed", "batch.sent", "batch.start-missed", "batch.started", "batch.taken-over",
        "batch.wave-opened",
        "command.refused", "deployment.stamped",
        "filter.deleted", "filter.renamed", "filter.saved",
        "guard.changed", "guard.kill-switch-off", "guard.kill-switch-on", "guard.loosening-asked", "guard.loosening-declined", "guard.protected-added", "guard.protected-removed",
        "inventory.failed", "inventory.finished",
        "notification.tested",
        "repair.begun", "repair.done", "repair.failed", "repair.refused",
        "request.planned", "request.released",
        "schedule.changed", "schedule.deleted", "schedule.draft-dismissed", "schedule.draft-failed", "schedule.draft-missed", "schedule.drafted", "schedule.made", "schedule.paused", "schedule.resumed",
    ];

    private static readonly Dictionary<Signal, string> FrozenBySignal = new()
    {
        [Signal.Claimed] = "request.sending",
        [Signal.Cancelled] = "request.cancelled",
        [Signal.RefusedOnReread] = "request.refused",
        [Signal.Accepted] = "request.accepted",
        [Signal.NotAuthorised] = "request.not-authorised",
        [Signal.ApprovalRequired] = "request.approval-required",
        [Signal.Rejected] = "request.rejected",
        [Signal.RateLimited] = "request.rate-limited",
        [Signal.AnswerLost] = "request.answer-lost",
        [Signal.NeverLeft] = "request.never-left",
        [Signal.ThrottleCleared] = "request.throttle-cleared",
        [Signal.ThrottleUnclear] = "request.throttle-unclear",
        [Signal.ApprovalGranted] = "request.approval-granted",
        [Signal.ApprovalRejected] = "request.approval-rejected",
        [Signal.ApprovalExpired] = "request.approval-expired",
        [Signal.ApprovalVoided] = "request.approval-voided",
        [Signal.ApprovalAskedAnew] = "request.approval-asked-anew",
        [Signal.OrderFound] = "request.order-found",
        [Signal.DecidedTaken] = "request.decided-taken",
        [Signal.DecidedNotTaken] = "request.decided-not-taken",
        [Signal.Seen] = "evidence.seen",
        [Signal.ReportedActive] = "evidence.active",
        [Signal.Reported] = "evidence.reported",
        [Signal.Proven] = "evidence.proven",
        [Signal.ReportedFailed] = "evidence.failed",
        [Signal.RecordGone] = "evidence.record-gone",
        [Signal.DeadlinePassed] = "request.stalled",
        [Signal.HoldersClean] = "request.completed",
        [Signal.LeftoversFound] = "request.leftovers-found",
        [Signal.ReportedUnchanged] = "request.reported-unchanged",
        [Signal.ClosedByPerson] = "request.closed-by-person",
        [Signal.OrderMissingHere] = "request.order-missing-here",
    };

    [Fact]
    public void Names_AreTheFrozenOnes()
    {
        Assert.True(!Frozen.Except(Constants(), StringComparer.Ordinal).Any(), "A name in the frozen list was renamed or removed: old audit entries carry it.");
        var added = Constants().Except(Frozen, StringComparer.Ordinal).ToList();
        Assert.True(added.Count == 0, $"New names: add them to the frozen list above: {string.Join(", ", added)}");
    }

    [Fact]
    public void For_EverySignal_IsTheFrozenName()
    {
        Assert.All(Enum.GetValues<Signal>(), signal => Assert.Equal(FrozenBySignal[signal], AuditEvents.For(signal)));
        Assert.Equal(Enum.GetValues<Signal>().Length, FrozenBySignal.Count);
    }

    [Fact]
    public void Names_AreUnique()
    {
        var all = Constants().Concat(Enum.GetValues<Signal>().Select(AuditEvents.For)).ToList();
        Assert.Equal(all.Count, all.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(all, name => Assert.Matches("^[a-z]+\\.[a-z]+(-[a-z]+)*$", name));
    }

    [Fact]
    public void For_NoSignal_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => AuditEvents.For((Signal)999));

    private static IEnumerable<string> Constants() =>
        typeof(AuditEvents).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
}
