using System.Globalization;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Waves;

/// <summary>Where a batch stands: what the judge needs to know, nothing else.</summary>
public sealed record WaveStanding
{
    /// <summary>Devices of the whole batch.</summary>
    public required int Total { get; init; }

    /// <summary>The widest wave that may be sent, from 0.</summary>
    public required int OpenWave { get; init; }

    /// <summary>Number of waves.</summary>
    public required int Waves { get; init; }

    /// <summary>Devices of the open wave by state.</summary>
    public required IReadOnlyDictionary<DeviceState, int> InOpenWave { get; init; }

    /// <summary>Devices of the open wave that Intune called done and that nothing proves; they ended, but are no success.</summary>
    public int NotProvenInOpenWave { get; init; }

    /// <summary>Failures in the whole batch (<see cref="WaveJudge.IsFailure"/>).</summary>
    public required int Failures { get; init; }

    /// <summary>Failures that a person had in view when they resumed a halted batch.</summary>
    public int FailuresAccepted { get; init; }

    /// <summary>When the open wave's last device was sent; <c>null</c> when none was.</summary>
    public DateTimeOffset? LastSentAt { get; init; }
}

/// <summary>What happens next with a batch's waves.</summary>
public abstract record WaveStep
{
    private WaveStep() { }

    /// <summary>The open wave goes on, or soaks, or waits for proof.</summary>
    /// <param name="Why">For the page.</param>
    /// <param name="NotBefore">When time alone may change the answer.</param>
    public sealed record Wait(string Why, DateTimeOffset? NotBefore) : WaveStep;

    /// <summary>The next wave may be sent.</summary>
    public sealed record Open(int Wave, string Why) : WaveStep;

    /// <summary>No further send. A person decides.</summary>
    public sealed record Halt(string Why) : WaveStep;
}

/// <summary>Decides on a batch's waves. Pure: no clock, no I/O.</summary>
public static class WaveJudge
{
    /// <summary>
    /// Counts against the threshold: a reset that failed, or whose deadline passed. A finding (a user left behind) is a success of the reset, and a
    /// refusal on the re-read sent nothing; neither counts.
    /// </summary>
    public static bool IsFailure(DeviceState state, bool reportedNotProven) =>
        state is DeviceState.Failed or DeviceState.Stalled || (state == DeviceState.CompletedWithFindings && reportedNotProven);

    /// <summary>Failures that are borne: the plan's, or those that a person accepted by resuming a halted batch.</summary>
    public static int Borne(WavePlan plan, int total, int accepted)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Math.Max(plan.MostFailures.RoundedDown(total), accepted);
    }

    public static WaveStep Next(WavePlan plan, WaveStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(standing);
        if (standing.Failures > Borne(plan, standing.Total, standing.FailuresAccepted))
            return new WaveStep.Halt(HaltWords(plan, standing));
        if (standing.OpenWave >= standing.Waves - 1)
            return new WaveStep.Wait("The last wave is open.", null);

        var unsent = Count(standing, DeviceState.Planned, DeviceState.Sending, DeviceState.Throttled, DeviceState.AwaitingTenantApproval);
        if (unsent > 0)
            return new WaveStep.Wait(string.Create(CultureInfo.InvariantCulture, $"Not sent yet of wave {standing.OpenWave + 1}: {Counted.Devices(unsent)}."), null);
        return Soaked(plan, standing, now) ?? Proven(plan, standing);
    }

    private static string HaltWords(WavePlan plan, WaveStanding standing)
    {
        var failures = Counted.Devices(standing.Failures);
        var borne = Borne(plan, standing.Total, standing.FailuresAccepted);
        return borne > plan.MostFailures.RoundedDown(standing.Total)
            ? $"{failures} failed or stalled; {borne} were accepted when it was resumed."
            : $"{failures} failed or stalled; the plan bears {borne} ({plan.MostFailures}).";
    }

    private static WaveStep.Wait? Soaked(WavePlan plan, WaveStanding standing, DateTimeOffset now) =>
        standing.LastSentAt + plan.Soak is { } until && until > now
            ? new WaveStep.Wait($"Wave {standing.OpenWave + 1} soaks.", until)
            : null;

    private static WaveStep Proven(WavePlan plan, WaveStanding standing)
    {
        // What was cancelled or refused was never sent and says nothing about the resets.
        var sent = standing.InOpenWave.Where(s => s.Key is not (DeviceState.Cancelled or DeviceState.Refused)).Sum(s => s.Value);
        if (sent == 0 && plan.Needed > 0)
            return new WaveStep.Wait($"No device of wave {standing.OpenWave + 1} was sent, so nothing is proven. A person decides whether the next wave opens.", null);
        var proven = Count(standing, DeviceState.Completed, DeviceState.CompletedWithFindings) - standing.NotProvenInOpenWave;
        var needed = (int)Math.Ceiling(sent * plan.Needed / 100);
        var words = string.Create(CultureInfo.InvariantCulture, $"Proven of wave {standing.OpenWave + 1}: {proven} of {Counted.Devices(sent)}; {needed} needed.");
        return proven >= needed ? new WaveStep.Open(standing.OpenWave + 1, words) : new WaveStep.Wait(words, null);
    }

    private static int Count(WaveStanding standing, params DeviceState[] states) => states.Sum(s => standing.InOpenWave.GetValueOrDefault(s));
}
