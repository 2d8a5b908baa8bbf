using System.Data;
using System.Text.Json;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Testing.Sending;

/// <summary>What our own database says about sending, read at one moment.</summary>
/// <param name="Sendings">Audit entries that announce a send, by the attempt they name.</param>
/// <param name="ChainProblem">What is wrong with the audit chain; <c>null</c> when it verifies.</param>
public sealed record SendRecord(
    IReadOnlyList<Batch> Batches, IReadOnlyList<DeviceRequest> Requests, IReadOnlyList<SendAttempt> Attempts, ILookup<Guid, AuditEntry> Sendings, string? ChainProblem)
{
    private const string Sending = "request.sending";

    /// <summary>Reads everything; the chain is recomputed from its first entry.</summary>
    public static async Task<SendRecord> ReadAsync(ConsoleDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var batches = await db.Batches.AsNoTracking().ToListAsync();
        var requests = await db.Requests.AsNoTracking().OrderBy(r => r.BatchId).ThenBy(r => r.Position).ToListAsync();
        var attempts = await db.Attempts.AsNoTracking().OrderBy(a => a.RequestId).ThenBy(a => a.Number).ToListAsync();
        var entries = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Tenant).ThenBy(e => e.Seq).ToListAsync();
        var heads = await db.AuditHeads.AsNoTracking().ToListAsync();
        var sendings = entries.Where(e => e.Type == Sending).ToLookup(AttemptOf);
        return new(batches, requests, attempts, sendings, ProblemOf(entries, heads));
    }

    private static Guid AttemptOf(AuditEntry entry)
    {
        using var json = JsonDocument.Parse(entry.Bytes);
        return json.RootElement.GetProperty("payload").TryGetProperty("attempt", out var attempt) && attempt.TryGetGuid(out var id) ? id : Guid.Empty;
    }

    private static string? ProblemOf(IReadOnlyList<AuditEntry> entries, IReadOnlyList<AuditHead> heads)
    {
        foreach (var chain in entries.GroupBy(e => e.Tenant))
        {
            var (previous, expected) = (AuditChain.Genesis, 1L);
            foreach (var entry in chain)
            {
                if (EntryCheck.Problem(entry, expected, previous) is { } problem)
                    return $"Entry {expected}: {problem}";
                (previous, expected) = (entry.Hash, expected + 1);
            }

            if (heads.SingleOrDefault(h => h.Tenant == chain.Key) is not { } head || head.Seq != expected - 1 || !head.Hash.AsSpan().SequenceEqual(previous))
                return "The head is not the last entry.";
        }

        return null;
    }
}
