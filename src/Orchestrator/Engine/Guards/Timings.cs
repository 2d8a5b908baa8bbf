using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Engine.Guards;

/// <summary>Whether a batch's start and window let it be sent, and when a start was missed (decision 0045). Asks nobody.</summary>
internal static class Timings
{
    public const string NotYet = "not-yet";
    public const string Missed = "start-missed";

    /// <summary>Why the batch may not be sent by the clock, or <c>null</c>.</summary>
    public static Refused? Refuse(Batch batch, GuardOptions options, DateTimeOffset now)
    {
        try
        {
            if (FrozenTiming.Of(batch) is not { } timing)
                return null;

            if (IsMissed(batch))
                return StandAnew;

            // The first moment stands beside the timing since the confirmation: whatever the timing is read as, nothing leaves before it.
            return batch.SendsFrom > now ? Waits(batch.SendsFrom.Value) : Judge(batch, timing, options, now) switch
            {
                TimingStep.Wait wait => Waits(wait.Until),
                TimingStep.Missed missed => new Refused(Missed, MissedWords(timing, missed, options)),
                _ => null,
            };
        }
        catch (FormatException unreadable)
        {
            return GuardGate.Unreadable(unreadable.Message);
        }
    }

    /// <exception cref="FormatException">The timing cannot be read.</exception>
    public static TimingStep Judge(Batch batch, Timing timing, GuardOptions options, DateTimeOffset now) =>
        TimingJudge.Next(timing, batch.BegunAt is not null, TimeSpan.FromMinutes(options.StartGraceMinutes), now);

    /// <summary>Its start was missed, and nobody has stood for it anew.</summary>
    public static bool IsMissed(Batch batch) => batch is { StartMissedAt: not null, BegunAt: null, State: BatchState.Running or BatchState.Paused };

    /// <summary>Why a batch whose start was missed cannot simply go on, or <c>null</c>.</summary>
    public static Refused? RefuseLate(Batch batch, GuardOptions options, DateTimeOffset now)
    {
        if (!IsMissed(batch) && Refuse(batch, options, now) is not { Code: Missed })
            return null;
        return StandAnew;
    }

    private static Refused StandAnew { get; } = new(Missed, "Its start was missed. Stand for it anew (take it over) to send it after all, or cancel it.");

    private static Refused Waits(DateTimeOffset until) => new(NotYet, $"Nothing is sent before {TimingWords.Utc(until)}: so it was confirmed.");

    private static string MissedWords(Timing timing, TimingStep.Missed missed, GuardOptions options) =>
        $"The start was missed: it was to begin {(timing.Start is { } start && start.At == missed.StartsAt ? TimingWords.Of(start) : TimingWords.Utc(missed.StartsAt))} and could not within {options.StartGraceMinutes} min (Guards:StartGraceMinutes). Nothing was sent. Stand for it anew to send it after all, or cancel it.";
}
