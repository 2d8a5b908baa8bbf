using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>
/// Chooses the devices of an earlier batch once more: a loan pool that comes back every term. It sends nothing and confirms nothing; each device is read and
/// judged anew in the review, where one whose earlier order is still open or armed is refused or warned of like any other.
/// </summary>
internal sealed class Repeat(ConsoleDatabase database, CommandDesk desk, IDeviceCatalogue catalogue, TenantIdentity tenant)
{
    public Task<Outcome<Guid>> RepeatAsync(Admin admin, Guid batchId, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.repeat", batchId), async _ =>
        {
            if (await database.ReadAsync(db => BatchStore.FindAsync(db, tenant.TenantId, batchId, stop)) is null)
                return (Outcome<Guid>)BatchStore.NotFound(batchId);
            var keys = await database.ReadAsync(db => db.Requests.Where(r => r.BatchId == batchId).OrderBy(r => r.Position).Select(r => r.DeviceKey).ToListAsync(stop));
            var selection = await catalogue.SelectAsync(admin, new Choice.Keys(keys), stop);
            return selection.Refused is { } no ? no : selection.Value!.Id;
        }, stop);
}
