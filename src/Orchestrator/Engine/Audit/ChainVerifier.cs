using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Audit;

/// <summary>
/// Recomputes the tenant's whole chain and compares it with its head and with the searchable copies. It cannot see a tail that was cut off together with a
/// forged head: only a head kept outside this database can (faults.md).
/// </summary>
internal sealed class ChainVerifier(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Reports the number of entries checked so far.</summary>
    public async Task<ChainReport> VerifyAsync(IProgress<int>? progress, CancellationToken stop)
    {
        var head = await HeadAsync(stop);
        var expected = 1L;
        var previous = AuditChain.Genesis;
        var entries = 0L;
        while (true)
        {
            var from = expected;
            var page = await database.ReadAsync(db => db.AuditEntries
                .Where(e => e.Tenant == tenant.TenantId && e.Seq >= from && e.Seq <= head.Seq).OrderBy(e => e.Seq).Take(PageSize).ToListAsync(stop));
            foreach (var entry in page)
            {
                if (EntryCheck.Problem(entry, expected, previous) is { } problem)
                    return Report(entries, expected, problem, head);
                previous = entry.Hash;
                expected++;
                entries++;
            }

            progress?.Report((int)Math.Min(entries, int.MaxValue));
            if (page.Count < PageSize)
                return await EndAsync(entries, expected, previous, head, stop);
        }
    }

    private async Task<ChainReport> EndAsync(long entries, long expected, byte[] previous, Head head, CancellationToken stop)
    {
        if (expected <= head.Seq)
            return Report(entries, expected, expected == head.Seq ? "it is missing; the head names it as the last." : $"it and all up to {head.Seq}, which the head names as the last, are missing.", head);
        if (!previous.AsSpan().SequenceEqual(head.Hash))
            return Report(entries, head.Seq, "the head's hash is not the hash of this last entry.", head);
        if (await BeforeTheFirstAsync(stop) is { } early)
            return Report(entries, early, "it stands before the first entry of the chain.", head);
        return await BeyondAsync(stop) is { } beyond
            ? Report(entries, beyond, "it stands behind the head, which does not know it.", head)
            : Report(entries, null, null, head);
    }

    private Task<long?> BeforeTheFirstAsync(CancellationToken stop) =>
        database.ReadAsync(db => db.AuditEntries.Where(e => e.Tenant == tenant.TenantId && e.Seq < 1).Select(e => (long?)e.Seq).MinAsync(stop));

    // The last entry is read before the head: whatever is appended meanwhile moves the head beyond it.
    private async Task<long?> BeyondAsync(CancellationToken stop)
    {
        var last = await database.ReadAsync(db => db.AuditEntries.Where(e => e.Tenant == tenant.TenantId).Select(e => (long?)e.Seq).MaxAsync(stop));
        var head = await HeadAsync(stop);
        return last > head.Seq ? head.Seq + 1 : null;
    }

    private async Task<Head> HeadAsync(CancellationToken stop)
    {
        var row = await database.ReadAsync(db => db.AuditHeads.FirstOrDefaultAsync(h => h.Tenant == tenant.TenantId, stop));
        return row is null ? new Head(0, AuditChain.Genesis) : new Head(row.Seq, row.Hash);
    }

    private ChainReport Report(long entries, long? bad, string? problem, Head head) =>
        new(entries, bad, problem, Convert.ToHexStringLower(head.Hash), time.GetUtcNow());

    private sealed record Head(long Seq, byte[] Hash);
}
