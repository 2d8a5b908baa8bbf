using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Notifications;

/// <summary>What goes out by one channel.</summary>
/// <param name="Id">The same at every try, so that a receiver can tell a repetition.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">One line or several sentences; plain.</param>
/// <param name="Count">Notices that it stands for.</param>
/// <param name="Link">Page of the console; <c>null</c> where its address is not configured.</param>
internal sealed record Message(Guid Id, NoticeKind Kind, string Title, string Text, Guid? BatchId, int Count, DateTimeOffset At, Uri? Link);

/// <summary>A way to people: a process border, hence an interface.</summary>
internal interface INotificationChannel
{
    string Name { get; }

    /// <summary>E-mail, Teams, Slack, JSON.</summary>
    string Kind { get; }

    /// <summary>Host to which it speaks.</summary>
    string Target { get; }

    /// <summary>Delivers or throws; what it throws is shown to the admin, without secrets.</summary>
    Task SendAsync(Message message, CancellationToken stop);
}

/// <summary>Words of a notice.</summary>
internal static class NoticeWords
{
    public static string Title(NoticeKind kind) => kind switch
    {
        NoticeKind.BatchStarted => "Batch started",
        NoticeKind.BatchScheduled => "Batch will start",
        NoticeKind.StartMissed => "A start was missed",
        NoticeKind.DraftWaiting => "A draft waits for confirmation",
        NoticeKind.DraftMissed => "A schedule came to nothing",
        NoticeKind.BatchPaused => "Batch paused",
        NoticeKind.BatchHalted => "Batch halted",
        NoticeKind.BatchRejected => "Batch rejected",
        NoticeKind.BatchFinished => "Batch finished",
        NoticeKind.NeedsDecision => "Devices need a decision",
        NoticeKind.GuardTripped => "A guard was used",
        NoticeKind.ApprovalWanted => "An approval is wanted",
        _ => "Test",
    };

    /// <summary>Several notices of one kind about one batch as one text.</summary>
    public static string Text(NoticeKind kind, IReadOnlyList<string> texts)
    {
        const int most = 5;
        if (kind == NoticeKind.NeedsDecision)
            return string.Join(", ", texts.GroupBy(t => t, StringComparer.Ordinal).Select(g => $"{g.Count()} became {g.Key}")) + ". Decide with the evidence in view.";
        var distinct = texts.Distinct(StringComparer.Ordinal).ToList();
        var shown = string.Join(' ', distinct.Take(most));
        return distinct.Count > most ? $"{shown} And {distinct.Count - most} more." : shown;
    }
}
