using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>
/// Chooses again the devices of a batch that failed, were refused or cancelled, and of which nothing may be with Intune.
/// It sends nothing: the choice goes through review and confirmation like any other.
/// </summary>
internal sealed class RetryFailed(ConsoleDatabase database, CommandDesk desk, IDeviceCatalogue catalogue, TenantIdentity tenant)
{
    public Task<Outcome<Guid>> RetryAsync(Admin admin, Guid batchId, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.retry-failed", batchId), async _ =>
        {
            if (await database.ReadAsync(db => BatchStore.FindAsync(db, tenant.TenantId, batchId, stop)) is null)
                return (Outcome<Guid>)BatchStore.NotFound(batchId);
            var keys = await database.ReadAsync(db => KeysAsync(db, batchId, stop));
            if (keys.Count == 0)
                return new Refused("nothing-to-retry", "No device of this batch failed, was refused or cancelled without Intune possibly having its order.");
            var selection = await catalogue.SelectAsync(admin, new Choice.Keys(keys), stop);
            return selection.Refused is { } no ? no : selection.Value!.Id;
        }, stop);

    private static Task<List<string>> KeysAsync(ConsoleDbContext db, Guid batchId, CancellationToken stop) =>
        db.Requests
            .Where(r => r.BatchId == batchId && r.ArmedSince == null && r.AcceptedAt == null
                && (r.State == DeviceState.Failed || r.State == DeviceState.Refused || r.State == DeviceState.Cancelled)
                && !db.Attempts.Any(a => a.RequestId == r.Id && (a.LiveRequestId != null || (a.Status >= 200 && a.Status < 300))))
            .OrderBy(r => r.Position)
            .Select(r => r.DeviceKey)
            .ToListAsync(stop);
}
