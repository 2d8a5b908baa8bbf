namespace AutopilotReset.Shared.Schedules;

/// <summary>When a batch may be sent: from a start on, only inside a window, or both. A batch that may be sent at once and at any time has none.</summary>
/// <param name="Start"><c>null</c>: as soon as the window is open.</param>
/// <param name="Window"><c>null</c>: at any time from the start on.</param>
public sealed record Timing(PlannedStart? Start, MaintenanceWindow? Window)
{
    /// <summary>When it is to begin: the start, or the first opening after it. <c>null</c> where no start was chosen.</summary>
    public DateTimeOffset? StartsAt => Start is null ? null : FirstOpen(Start.At);

    /// <summary>Every mistake, in words; empty when it can be used.</summary>
    public IReadOnlyList<string> Mistakes() =>
        Start is null && Window is null ? ["Choose a start or a maintenance window."] : [.. Start?.Mistakes() ?? [], .. Window?.Mistakes() ?? []];

    /// <summary>Mistakes of a choice that is made at <paramref name="now"/> and holds no longer than a confirmation does.</summary>
    /// <param name="now">The present.</param>
    /// <param name="confirmationHours">How long a confirmation holds.</param>
    public IReadOnlyList<string> MistakesOfChoice(DateTimeOffset now, int confirmationHours)
    {
        if (Mistakes() is { Count: > 0 } mistakes)
            return mistakes;
        if (Start is { } start && start.At <= now)
            return [$"The start, {TimingWords.Of(start)}, is past. Choose a later one, or start now."];
        var (first, ends) = (NextAfter(now), now.AddHours(confirmationHours));
        return first <= ends
            ? []
            : [$"It would begin {TimingWords.Utc(first)}, and a confirmation made now ends {TimingWords.Utc(ends)} ({confirmationHours} h). Choose an earlier start, or confirm it later."];
    }

    /// <summary>The first instant from <paramref name="now"/> on at which it may be sent.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now) => FirstOpen(Start is { } start && start.At > now ? start.At : now);

    /// <summary>When the window that is open at <paramref name="now"/> closes; <c>null</c> without a window.</summary>
    public DateTimeOffset? ClosesAfter(DateTimeOffset now) => Window?.AtOrAfter(now).Closes;

    private DateTimeOffset FirstOpen(DateTimeOffset at) => Window?.AtOrAfter(at).Opens is { } opens && opens > at ? opens : at;
}
