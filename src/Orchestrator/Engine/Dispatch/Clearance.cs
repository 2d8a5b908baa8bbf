using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Asked between the committed intent and the POST. Intents are committed in groups, so a stop may have come since: what has not left yet is released
/// (design.md, Audit). What cannot be read is a no.
/// </summary>
internal sealed class Clearance(ConsoleDatabase database, GuardGate guard, DispatchHold hold, SendBucket bucket, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>Asked for every send: translated once, not each time. Kept with this object, since a model belongs to one database.</summary>
    private readonly Func<ConsoleDbContext, Guid, string, long, Task<Cleared?>> _cleared = EF.CompileAsyncQuery((ConsoleDbContext db, Guid batchId, string tenantId, long token) =>
        db.Batches.AsNoTracking().Where(b => b.Id == batchId && b.State == BatchState.Running
            && db.Set<KillSwitchRow>().Any(k => k.Tenant == tenantId && !k.On)
            && db.Set<Lease>().Any(l => l.Tenant == tenantId && l.Name == LeaseNames.Dispatch && l.Token == token))
            .Select(b => new Cleared(b, db.Set<GuardNumbersRow>().Where(n => n.Tenant == tenantId).Select(n => n.Numbers).FirstOrDefault())).FirstOrDefault());

    /// <summary>By the rows as they are now: kill switch off, batch running, its approval standing where it needs one, its window open, its site not too busy, lease ours.</summary>
    /// <returns>Why it must not be sent, or <c>null</c>.</returns>
    public async Task<string?> AskAsync(DeviceRequest request, long token)
    {
        try
        {
            return await database.ReadAsync(async db => await _cleared(db, request.BatchId, tenant.TenantId, token) is var (batch, numbers)
                ? (guard.LastLook(batch, numbers, time.GetUtcNow()) ?? await new SiteRooms(db, time.GetUtcNow()).RefuseBegunAsync(batch, request))?.Message
                : "a stop came before it left");
        }
        catch (Exception unreadable)
        {
            return $"the guards could not be read: {unreadable.Message}";
        }
    }

    /// <param name="Numbers">What was changed of the guards' numbers, as text.</param>
    private sealed record Cleared(Batch Batch, string? Numbers);

    /// <summary>As late as can be, without waiting for anything.</summary>
    /// <returns>Why it must not be sent, or <c>null</c>.</returns>
    public string? AskAtOnce(long token, CancellationToken stop)
    {
        if (!hold.Holds(token))
            return "this process lost the lease before it left";
        if (bucket.IsHeld)
            return "Graph asked this tenant to wait before it left";
        return stop.IsCancellationRequested ? "the console stops" : null;
    }
}
