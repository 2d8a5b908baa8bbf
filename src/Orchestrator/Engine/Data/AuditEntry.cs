namespace AutopilotReset.Engine.Data;

/// <summary>One link of the tenant's chain. The bytes are what is hashed; the other columns are copies for searching, checked against the bytes by verification.</summary>
public sealed class AuditEntry
{
    public required string Tenant { get; init; }

    /// <summary>From 1, without gaps, per tenant.</summary>
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }
    public required string Type { get; init; }
    public required string ActorId { get; init; }
    public required string ActorName { get; init; }
    public Guid? BatchId { get; init; }
    public Guid? RequestId { get; init; }
    public string? ManagedDeviceId { get; init; }
    public string? EntraDeviceId { get; init; }
    public string? DeviceName { get; init; }

    /// <summary>The entry in one sentence; also inside the bytes.</summary>
    public required string Text { get; init; }

    /// <summary>Canonical UTF-8 JSON.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>SHA-256 over the previous hash and <see cref="Bytes"/>.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>Last link of a tenant's chain; its row is the lock under which numbers are given.</summary>
public sealed class AuditHead
{
    public required string Tenant { get; init; }
    public long Seq { get; set; }
    public required byte[] Hash { get; set; }
}
