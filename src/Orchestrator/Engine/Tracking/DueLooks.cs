using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

/// <summary>
/// Which requests are looked at now: what moved, then what is being worked on or unclear, then everything else whose time has come. Each list is read from
/// its index in order, so that a tick costs the same however many devices are armed.
/// </summary>
internal sealed class DueLooks(ConsoleDatabase database, TenantIdentity tenant, IOptions<TrackingOptions> options, TimeProvider time)
{
    /// <summary>States in which a look may find something at any moment.</summary>
    private static readonly DeviceState[] Lively = [DeviceState.Unknown, DeviceState.Verifying, DeviceState.Active];

    public async Task<IReadOnlyList<DueLook>> TakeAsync()
    {
        var now = time.GetUtcNow();
        var room = options.Value.LooksPerTick;
        var due = await ReadAsync(rows => rows.Where(r => r.MovedAt != null && r.NextLookAt != null).OrderBy(r => r.MovedAt), TrackingOptions.MovedPerTick);
        var lively = new List<DueLook>();

        // A quarter stays for those that wait quietly, so that none waits for ever.
        foreach (var state in Lively)
            lively.AddRange(await ReadAsync(rows => rows.Where(r => r.State == state && r.NextLookAt <= now).OrderBy(r => r.NextLookAt), room - (room / 4) - lively.Count));
        var quiet = await ReadAsync(rows => rows.Where(r => r.NextLookAt <= now).OrderBy(r => r.NextLookAt), room - lively.Count);
        return [.. due.Concat(lively).Concat(quiet).DistinctBy(d => d.Request.Id)];
    }

    private async Task<List<DueLook>> ReadAsync(Func<IQueryable<DeviceRequest>, IQueryable<DeviceRequest>> some, int most) => most <= 0 ? [] : await database.ReadAsync(db => (
        from request in some(db.Requests.Where(r => r.Tenant == tenant.TenantId)).Take(most)
        join batch in db.Batches on request.BatchId equals batch.Id
        select new DueLook(request, batch.SendsAs)).ToListAsync());
}
