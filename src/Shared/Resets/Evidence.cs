using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Resets;

/// <summary>How sure we are that the order was carried out; rules.md, Evidence. Ordered: a higher grade replaces a lower one.</summary>
public enum EvidenceGrade
{
    None = 0,

    /// <summary>2xx: the order is armed.</summary>
    Accepted = 1,

    /// <summary>A check-in after the order: the device could have fetched it.</summary>
    Seen = 2,

    /// <summary>An action result absent from the snapshot says done. Known to be wrong at times.</summary>
    Reported = 3,

    /// <summary>Seen or Reported, and a change that a mere check-in cannot cause.</summary>
    Proven = 4,
}

/// <summary>What was true of the device just before the POST. Only what differs from it counts as evidence.</summary>
public sealed record Snapshot
{
    public required DateTimeOffset TakenAt { get; init; }
    public required IReadOnlyList<ActionResult> ActionResults { get; init; }
    public required Holders Holders { get; init; }
    public DateTimeOffset? LastCheckIn { get; init; }
    public DateTimeOffset? EnrolledAt { get; init; }
    public string? ManagementState { get; init; }
}

/// <summary>What one read of the device showed after the order.</summary>
public sealed record Observation
{
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary><c>false</c>: Graph answered 404 for the record. A failed read is no observation at all.</summary>
    public required bool RecordExists { get; init; }

    /// <summary>A different Intune record now carries this device's serial and Entra device id: it enrolled anew.</summary>
    public string? ReenrolledAs { get; init; }

    public IReadOnlyList<ActionResult> ActionResults { get; init; } = [];

    /// <summary><c>null</c> when user and owner were not read this time.</summary>
    public Holders? Holders { get; init; }

    public DateTimeOffset? LastCheckIn { get; init; }
    public DateTimeOffset? EnrolledAt { get; init; }
    public string? ManagementState { get; init; }

    /// <summary><c>false</c>: Entra has no such device object any more, so that an empty list of owners says nothing about a reset.</summary>
    public bool EntraObjectExists { get; init; } = true;

    /// <summary>Last sign-in on the device that Intune knows (beta <c>usersLoggedOn</c>, graph.md §3), where it could be read.</summary>
    public DateTimeOffset? LastSignIn { get; init; }

    /// <summary>
    /// Entra id of whoever made <see cref="LastSignIn"/>. A time without a person says nothing: Entra's <c>approximateLastSignInDateTime</c> also moves
    /// when the device itself gets a token.
    /// </summary>
    public string? LastSignInUserId { get; init; }
}
