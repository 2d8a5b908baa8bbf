using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Shared.Waves;

/// <summary>What a rehearsal plays.</summary>
public sealed record RehearsalQuestion
{
    public required WavePlan Plan { get; init; }
    public required int Devices { get; init; }
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The configured sends in any 20 seconds.</summary>
    public required int SendsPer20Seconds { get; init; }

    /// <summary>Only in these hours; <c>null</c>: at any time.</summary>
    public MaintenanceWindow? Window { get; init; }

    public required Expectation Expected { get; init; }

    /// <summary>Only so many devices of one site at a time; <c>null</c>: any number.</summary>
    public SitePlan? Sites { get; init; }
}

/// <summary>One wave as rehearsed.</summary>
/// <param name="Number">From 1.</param>
/// <param name="SoakedAt">Soak time over.</param>
/// <param name="ProvenAt">When as many are proven as the plan needs; <c>null</c>: by the past's numbers never.</param>
/// <param name="FailuresSoFar">Expected failures of this wave and those before.</param>
public sealed record RehearsedWave(
    int Number, int Devices, DateTimeOffset FirstSend, DateTimeOffset LastSend, DateTimeOffset SoakedAt, DateTimeOffset? ProvenAt, double FailuresSoFar);

/// <summary>How a rehearsal ends.</summary>
public enum RehearsalEnd
{
    /// <summary>All waves go out.</summary>
    AllSent,

    /// <summary>The threshold halts the batch.</summary>
    Halted,

    /// <summary>Too few devices of a wave are proven: it waits until a person decides.</summary>
    WaitsForProof,
}

/// <summary>The timeline of a rehearsal.</summary>
/// <param name="SentAtEnd">Devices sent when it ends.</param>
/// <param name="EndsAt">When 95 % of what is ever proven is proven, or the moment of the halt.</param>
public sealed record RehearsalResult(IReadOnlyList<RehearsedWave> Waves, RehearsalEnd End, int SentAtEnd, DateTimeOffset EndsAt)
{
    /// <summary>How much later the last device goes out for the cap of a site; zero where there is none, or not all are sent.</summary>
    public TimeSpan HeldBySites { get; init; }
}

/// <summary>Plays a plan in virtual time. Sends nothing, asks nobody. Pure.</summary>
public static class Rehearsal
{
    public static RehearsalResult Play(RehearsalQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var result = Play(question, question.Sites is { } sites ? new SiteRehearsal(question, sites) : null);
        if (question.Sites is null || result.End != RehearsalEnd.AllSent || result.Waves.Count == 0)
            return result;
        var free = Play(question, null);
        return result with { HeldBySites = result.Waves[^1].LastSend - free.Waves[^1].LastSend };
    }

    private static RehearsalResult Play(RehearsalQuestion question, SiteRehearsal? turns)
    {
        var sizes = WaveSizes.Of(question.Plan, question.Devices);
        var waves = new List<RehearsedWave>();
        var from = question.StartsAt;
        for (var i = 0; i < sizes.Count; i++)
        {
            var sends = turns?.Send(sizes[i], from) ?? WaveSends.Steady(question, sizes[i], from);
            var wave = Wave(question, i + 1, sizes[i], sends, waves.Sum(w => w.Devices));
            waves.Add(wave);
            if (HaltIn(question, waves, sends) is { } halted)
                return halted;
            if (i == sizes.Count - 1)
                break;
            if (wave.ProvenAt is not { } proven)
                return new(waves, RehearsalEnd.WaitsForProof, Sent(waves), wave.SoakedAt);
            from = proven > wave.SoakedAt ? proven : wave.SoakedAt;
        }

        return new(waves, RehearsalEnd.AllSent, Sent(waves), waves.Count == 0 ? question.StartsAt : waves[^1].LastSend + question.Expected.ByThen(0.95));
    }

    private static RehearsedWave Wave(RehearsalQuestion question, int number, int devices, WaveSends sends, int before)
    {
        var last = sends.Last;
        var reachable = question.Expected.Proven;
        var needed = (double)question.Plan.Needed / 100;
        DateTimeOffset? proven = needed <= 0 ? last : needed <= reachable ? last + question.Expected.ByThen(needed / reachable) : null;
        return new(number, devices, sends.First, last, last + question.Plan.Soak, proven, (before + devices) * question.Expected.FailureRate);
    }

    // The first failure beyond what is borne is expected with this many devices sent, and shows a median time after it was sent; sending goes on till then.
    private static RehearsalResult? HaltIn(RehearsalQuestion question, List<RehearsedWave> waves, WaveSends sends)
    {
        var borne = question.Plan.MostFailures.RoundedDown(question.Devices);
        if (waves[^1].FailuresSoFar < borne + 1)
            return null;
        var wave = waves[^1];
        var inWave = Math.Max(1, (int)Math.Ceiling((borne + 1) / question.Expected.FailureRate) - (Sent(waves) - wave.Devices));
        var shows = sends.At(inWave) + question.Expected.Median;
        var sentInWave = shows >= wave.LastSend ? wave.Devices : sends.SentBy(shows);
        return new(waves, RehearsalEnd.Halted, Sent(waves) - wave.Devices + sentInWave, shows);
    }

    private static int Sent(IEnumerable<RehearsedWave> waves) => waves.Sum(w => w.Devices);
}
