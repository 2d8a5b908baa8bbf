namespace AutopilotReset.Shared.Schedules;

/// <summary>Whether the clock lets a batch be sent.</summary>
public abstract record TimingStep
{
    private TimingStep() { }

    /// <param name="ClosesAt">When its window closes; <c>null</c>: it has none.</param>
    public sealed record Open(DateTimeOffset? ClosesAt) : TimingStep;

    /// <param name="Until">The first instant at which it may be sent.</param>
    public sealed record Wait(DateTimeOffset Until) : TimingStep;

    /// <summary>It could not begin in time, and does not begin late by itself.</summary>
    /// <param name="StartsAt">When it was to begin.</param>
    public sealed record Missed(DateTimeOffset StartsAt) : TimingStep;
}

/// <summary>Decides on a batch's start and window. Pure: no clock, no I/O.</summary>
public static class TimingJudge
{
    /// <param name="timing">One without mistakes.</param>
    /// <param name="begun">Something of it was sent, or a person stood for it anew after its start was missed.</param>
    /// <param name="grace">How late it may still begin by itself.</param>
    /// <param name="now">The present.</param>
    public static TimingStep Next(Timing timing, bool begun, TimeSpan grace, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timing);
        var next = timing.NextAfter(now);

        // Also where its window closes before it began and opens again only after the grace.
        if (!begun && timing.StartsAt is { } starts && starts <= now && (now > starts + grace || next > starts + grace))
            return new TimingStep.Missed(starts);
        return next > now ? new TimingStep.Wait(next) : new TimingStep.Open(timing.ClosesAfter(now));
    }
}
