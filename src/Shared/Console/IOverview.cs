using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Console;

/// <summary>What is going on and what needs a person.</summary>
public interface IOverview
{
    Task<OverviewView> GetAsync(Admin admin, CancellationToken stop);
}

/// <summary>Everything on the overview at one moment.</summary>
public sealed record OverviewView
{
    public required int Armed { get; init; }
    public required IReadOnlyList<RequestRow> OldestArmed { get; init; }
    public required IReadOnlyList<BatchRow> Running { get; init; }

    /// <summary>Batches of which nothing is sent until a second person approves, the oldest first, at most 20.</summary>
    public IReadOnlyList<BatchRow> WaitingForApproval { get; init; } = [];

    /// <summary>Batches whose start was missed, the oldest first, at most 20.</summary>
    public IReadOnlyList<BatchRow> StartsMissed { get; init; } = [];

    /// <summary>Drafts of schedules about which a person has to do something, the earliest occurrence first, at most 20.</summary>
    public IReadOnlyList<DraftRow> Drafts { get; init; } = [];

    /// <summary>Requests per state that a person should look at.</summary>
    public required IReadOnlyDictionary<DeviceState, int> NeedsPerson { get; init; }

    /// <summary>Resets proven or reported in the last 30 days that ended Completed, of all that ended; <c>null</c> when none ended.</summary>
    public double? SuccessRate { get; init; }

    public TimeSpan? MedianTimeToProof { get; init; }
    public required IReadOnlyList<RequestRow> HybridWaiting { get; init; }

    /// <summary>Sends left in our own budget of this minute; the tenant's cannot be read.</summary>
    public required int BudgetLeft { get; init; }

    public required int BudgetPerMinute { get; init; }

    /// <summary>Sends a minute that we allow ourselves at present: less than <see cref="BudgetPerMinute"/> while we yield to others.</summary>
    public int RatePerMinute { get; init; }

    /// <summary>Sends of the last minute, over all batches.</summary>
    public int SentLastMinute { get; init; }

    /// <summary>Graph asked the tenant to wait: nothing is sent until then. <c>null</c> when it did not.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Our own budgets for reading, by Graph's services; the tenant's cannot be read.</summary>
    public IReadOnlyList<ReadRoom> Reads { get; init; } = [];

    public required KillSwitch KillSwitch { get; init; }
    public required InventoryStatus Inventory { get; init; }
    public required IReadOnlyList<HealthRow> Health { get; init; }
}

/// <summary>What one of Graph's services lets us read.</summary>
/// <param name="Service">Such as "Intune devices".</param>
/// <param name="Left">Reads (of Entra: resource units) left in the current window.</param>
/// <param name="Allowed">Our share of Graph's documented limit in one window, 60 %; less while <paramref name="Yielding"/>.</param>
/// <param name="WindowSeconds">10 or 20.</param>
/// <param name="Yielding">Graph has asked us to slow down.</param>
/// <param name="Waiting">Reads that wait for room.</param>
public sealed record ReadRoom(string Service, int Left, int Allowed, int WindowSeconds, bool Yielding, int Waiting);

/// <summary>How a part is doing; unknown until it was tried.</summary>
public enum HealthState { Works, Degraded, Broken, Unknown }

/// <param name="What">Sign-in, Graph, Database, Engine.</param>
public sealed record HealthRow(string What, HealthState State, string Text, DateTimeOffset At);
