using System.Globalization;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Data;

/// <summary>Which audit entries people are told of, and in which words. The audit's door writes them, so that nobody who changes a state has to think of it.</summary>
internal static class Notices
{
    private const int LongestText = 500;

    private static readonly string ApprovalRequired = AuditEvents.For(Signal.ApprovalRequired);

    private static readonly string ApprovalVoided = AuditEvents.For(Signal.ApprovalVoided);

    /// <summary>Refusals of a command by which a guard stopped somebody.</summary>
    private static readonly HashSet<string> GuardCodes = new(StringComparer.Ordinal) { "daily-cap", "daily-cap-person", "batch-too-large", "guards-unreadable" };

    /// <returns><c>null</c>: nobody is told of this entry.</returns>
    public static Notice? Of(AuditDraft draft, string tenant, DateTimeOffset at) => KindOf(draft) is not { } kind ? null : new Notice
    {
        Id = Guid.CreateVersion7(at),
        Tenant = tenant,
        Kind = kind,
        At = at,
        BatchId = draft.BatchId,
        RequestId = draft.RequestId,
        Text = OneLine.Of(TextOf(draft, kind), LongestText),
    };

    private static NoticeKind? KindOf(AuditDraft draft) => draft.Type switch
    {
        AuditEvents.BatchConfirmed when Payload(draft, "approval") is not null => NoticeKind.ApprovalWanted,
        AuditEvents.BatchConfirmed or AuditEvents.BatchApproved when Payload(draft, "sendsFrom") is not null => NoticeKind.BatchScheduled,
        AuditEvents.BatchConfirmed or AuditEvents.BatchApproved or AuditEvents.BatchStarted => NoticeKind.BatchStarted,
        AuditEvents.BatchStartMissed => NoticeKind.StartMissed,
        AuditEvents.ScheduleDrafted when Payload(draft, "state") == nameof(DraftState.Waiting) => NoticeKind.DraftWaiting,
        AuditEvents.ScheduleDraftMissed or AuditEvents.ScheduleDraftFailed => NoticeKind.DraftMissed,
        AuditEvents.BatchRejected => NoticeKind.BatchRejected,
        AuditEvents.BatchApprovalExpired or AuditEvents.BatchApprovalVoided or AuditEvents.LooseningAsked => NoticeKind.ApprovalWanted,
        AuditEvents.BatchPaused => NoticeKind.BatchPaused,
        AuditEvents.BatchHalted => NoticeKind.BatchHalted,
        AuditEvents.BatchFinished => NoticeKind.BatchFinished,
        AuditEvents.KillSwitchOn or AuditEvents.KillSwitchOff or AuditEvents.GuardChanged => NoticeKind.GuardTripped,
        AuditEvents.CommandRefused when Payload(draft, "code") is { } code && GuardCodes.Contains(code) => NoticeKind.GuardTripped,
        _ when draft.Type == ApprovalRequired => NoticeKind.ApprovalWanted,
        _ when draft.Type == ApprovalVoided => NoticeKind.NeedsDecision,
        _ when Payload(draft, "to") is { } to && to != Payload(draft, "from") && to is nameof(DeviceState.Unknown) or nameof(DeviceState.Stalled) => NoticeKind.NeedsDecision,
        _ => null,
    };

    /// <summary>Without the names of devices: a batch has thousands, and a message leaves the house.</summary>
    private static string TextOf(AuditDraft draft, NoticeKind kind) => kind switch
    {
        NoticeKind.ApprovalWanted when draft.Type == AuditEvents.BatchConfirmed =>
            $"{Order(draft)} of {Devices(draft)}, confirmed by {draft.Actor?.Name}, waits for the approval of a second person: {Payload(draft, "approval")}.{(Payload(draft, "timing") is { } timing ? $" {timing}" : "")}",
        NoticeKind.BatchScheduled when draft.Type == AuditEvents.BatchConfirmed =>
            $"{Order(draft)} of {Devices(draft)} confirmed by {draft.Actor?.Name}. {Payload(draft, "timing")} Any admin may hold it until then.",
        NoticeKind.BatchStarted when draft.Type == AuditEvents.BatchConfirmed => $"{Order(draft)} of {Devices(draft)} confirmed by {draft.Actor?.Name}.",
        NoticeKind.NeedsDecision when draft.Type == ApprovalVoided => "unable to use their approval in Intune",
        NoticeKind.NeedsDecision => Payload(draft, "to")!,
        NoticeKind.ApprovalWanted when draft.Type == ApprovalRequired => "Intune's Multi Admin Approval asks for a second admin.",
        NoticeKind.GuardTripped when draft.Type == AuditEvents.KillSwitchOn => $"Everything was stopped by {draft.Actor?.Name}: {draft.Text}",
        NoticeKind.GuardTripped when draft.Type == AuditEvents.KillSwitchOff => $"Sending is allowed again by {draft.Actor?.Name}: {draft.Text}",
        NoticeKind.GuardTripped when draft.Type == AuditEvents.GuardChanged => $"{draft.Actor?.Name} changed a guard. {draft.Text}",
        _ => draft.Text,
    };

    private static string Order(AuditDraft draft) => Payload(draft, "kind") == nameof(OrderKind.Wipe) ? "Wipe" : "Autopilot Reset";

    private static string Devices(AuditDraft draft) => int.TryParse(Payload(draft, "devices"), CultureInfo.InvariantCulture, out var number) ? Counted.Devices(number) : "devices";

    private static string? Payload(AuditDraft draft, string name) => draft.Payload?.GetValueOrDefault(name);
}
