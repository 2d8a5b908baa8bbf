namespace AutopilotReset.Shared.Console;

/// <summary>What people are told, by which channels, and whether it arrives.</summary>
public interface INotificationRoom
{
    Task<NotificationView> GetAsync(Admin admin, CancellationToken stop);

    /// <summary>Sends a message that says it is a test, now. Audited; refused with the channel's own words when it did not arrive.</summary>
    Task<Outcome<Done>> SendTestAsync(Admin admin, string channel, CancellationToken stop);

    /// <summary>Notices younger than the given time, oldest first, at most 50.</summary>
    Task<IReadOnlyList<NoticeRow>> SinceAsync(Admin admin, DateTimeOffset after, CancellationToken stop);
}

/// <summary>What people are told of. Stored: never renumber.</summary>
public enum NoticeKind
{
    /// <summary>A batch was confirmed and starts.</summary>
    BatchStarted = 0,

    /// <summary>A batch was paused, by a person or because it could not go on.</summary>
    BatchPaused = 1,

    BatchFinished = 2,

    /// <summary>A device became Unknown or Stalled.</summary>
    NeedsDecision = 3,

    /// <summary>The kill switch was used, or a cap stopped somebody.</summary>
    GuardTripped = 4,

    /// <summary>A second person has to approve.</summary>
    ApprovalWanted = 5,

    Test = 6,

    /// <summary>A batch's own wave plan stopped it: too many failed.</summary>
    BatchHalted = 7,

    /// <summary>A second person said no to a batch.</summary>
    BatchRejected = 8,

    /// <summary>A batch was confirmed or approved, and starts at its time.</summary>
    BatchScheduled = 9,

    /// <summary>A batch could not begin in time, and asks a person.</summary>
    StartMissed = 10,

    /// <summary>A schedule made a draft, which waits for somebody to confirm it.</summary>
    DraftWaiting = 11,

    /// <summary>A schedule could make no draft, or nobody confirmed it in time.</summary>
    DraftMissed = 12,
}

/// <summary>One notice, as the browser shows it.</summary>
public sealed record NoticeRow(Guid Id, NoticeKind Kind, string Title, string Text, Guid? BatchId, DateTimeOffset At);

/// <summary>Every configured channel.</summary>
public sealed record NotificationView(IReadOnlyList<ChannelRow> Channels);

/// <param name="Name">As configured, or made from its kind and place.</param>
/// <param name="Kind">E-mail, Teams, Slack, JSON.</param>
/// <param name="Target">Host, never the whole address: that of a webhook is a secret.</param>
/// <param name="Waiting">Messages not delivered yet.</param>
public sealed record ChannelRow(string Name, string Kind, string Target, HealthState State, string Text, int Waiting, DateTimeOffset? LastDelivered);
