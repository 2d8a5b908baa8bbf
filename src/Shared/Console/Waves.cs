using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Shared.Console;

/// <summary>Where the waves of a batch stand.</summary>
public sealed record BatchWaves
{
    /// <summary>The confirmed plan in words, or why it cannot be read; nothing is sent then.</summary>
    public required string Plan { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<WaveRow> Waves { get; init; }

    /// <summary>The widest wave that may be sent, from 1.</summary>
    public required int Open { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Until when the open wave soaks; <c>null</c> while it is being sent, and in the last.</summary>
    public DateTimeOffset? SoaksUntil { get; init; }

    /// <summary>What the next wave waits for; <c>null</c> when it does not wait, or there is none.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Why the plan halted the batch; <c>null</c> when it did not.</summary>
    public string? HaltedBecause { get; init; }

    /// <summary>Devices that failed or stalled.</summary>
    public required int Failures { get; init; }

    /// <summary>Failures that are borne; the next one halts new sends. <c>null</c> where no number of failures halts it.</summary>
    public int? Borne { get; init; }
}

/// <param name="Number">From 1.</param>
/// <param name="Counts">Its devices by state.</param>
public sealed record WaveRow(int Number, IReadOnlyDictionary<DeviceState, int> Counts)
{
    public int Devices => Counts.Values.Sum();
}

/// <summary>A plan played in virtual time. Nothing was sent.</summary>
/// <param name="Result">The timeline.</param>
/// <param name="Expected">By what it was played: the past's figures, or stated assumptions.</param>
/// <param name="PerMinute">Sends a minute.</param>
public sealed record Rehearsed(RehearsalResult Result, Expectation Expected, int PerMinute)
{
    /// <summary>When a confirmation made now ends: what is not sent by then waits until somebody stands for it anew. <c>null</c>: not known.</summary>
    public DateTimeOffset? ConfirmationEnds { get; init; }
}
