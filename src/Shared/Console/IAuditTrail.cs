namespace AutopilotReset.Shared.Console;

/// <summary>The audit, read-only.</summary>
public interface IAuditTrail
{
    Task<AuditPage> FindAsync(Admin admin, AuditQuery query, int skip, int take, CancellationToken stop);

    /// <summary>All entries that match, oldest first, as they stand in the chain. The export itself is audited.</summary>
    IAsyncEnumerable<AuditRow> ExportAsync(Admin admin, AuditQuery query, CancellationToken stop);

    /// <summary>Recomputes the whole chain.</summary>
    Task<ChainReport> VerifyAsync(Admin admin, IProgress<int>? progress, CancellationToken stop);
}

/// <summary>Filter of the audit; every part that is set must match.</summary>
public sealed record AuditQuery
{
    public string? Actor { get; init; }
    public string? DeviceId { get; init; }
    public Guid? BatchId { get; init; }
    public Guid? RequestId { get; init; }

    /// <summary>Substring of type, actor, subject or payload, case-insensitive.</summary>
    public string? Text { get; init; }

    public string? TypePrefix { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
}

/// <summary>One page of entries, newest first, and how many match in all.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, int Total);

/// <param name="Seq">Position in the tenant's chain, from 1.</param>
/// <param name="Type">One of <see cref="Audit.AuditEvents"/>.</param>
/// <param name="ActorId">Entra object id, or "system".</param>
/// <param name="Text">The entry in one sentence.</param>
/// <param name="Payload">The entry's payload as JSON.</param>
/// <param name="Hash">SHA-256, lower-case hex.</param>
public sealed record AuditRow(long Seq, DateTimeOffset At, string Type, string ActorId, string ActorName, string? DeviceName, string? DeviceId, Guid? BatchId, Guid? RequestId, string Text, string Payload, string Hash);

/// <param name="FirstBadSeq"><c>null</c> when the chain verifies.</param>
/// <param name="Problem">What is wrong with the first bad entry.</param>
public sealed record ChainReport(long Entries, long? FirstBadSeq, string? Problem, string HeadHash, DateTimeOffset CheckedAt);
