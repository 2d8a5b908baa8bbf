using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Engine.Batches.Queries;

/// <summary>A batch's start and window as the pages show them.</summary>
internal static class ShownTiming
{
    /// <returns><c>null</c> where the batch was confirmed without any.</returns>
    public static BatchTiming? Of(Batch batch, GuardOptions options, DateTimeOffset now)
    {
        try
        {
            return FrozenTiming.Of(batch) is { } timing ? Of(batch, timing, options, now) : null;
        }
        catch (FormatException unreadable)
        {
            return new BatchTiming { Words = $"Nothing is sent: {unreadable.Message}", Unreadable = true };
        }
    }

    /// <summary>When work that takes this long from then on is done; <c>null</c> where its window closes before, or it cannot be told.</summary>
    public static DateTimeOffset? Expected(Batch batch, DateTimeOffset from, TimeSpan takes)
    {
        try
        {
            if (FrozenTiming.Of(batch) is not { } timing)
                return from + takes;
            var begins = timing.NextAfter(from);
            return begins + takes is var ends && !(ends > timing.ClosesAfter(begins)) ? ends : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static BatchTiming Of(Batch batch, Timing timing, GuardOptions options, DateTimeOffset now)
    {
        var step = Timings.Judge(batch, timing, options, now);
        var open = batch.State is BatchState.Running or BatchState.Paused;
        return new BatchTiming
        {
            Words = TimingWords.Of(timing)!,
            Start = timing.Start is { } start ? TimingWords.Of(start) : null,
            WaitsUntil = open && step is TimingStep.Wait wait ? wait.Until : null,
            ClosesAt = open && step is TimingStep.Open ? timing.ClosesAfter(now) : null,
            Begun = batch.BegunAt is not null,
            MissedAfter = open && batch.BegunAt is null ? timing.StartsAt?.AddMinutes(options.StartGraceMinutes) : null,
            Missed = open && (Timings.IsMissed(batch) || step is TimingStep.Missed),
        };
    }
}
