using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Whose turn it is in a batch with a cap: in the confirmed order, but past every site that has no room, so that a site that is busy holds up no other. What is
/// taken up counts already, so that nothing is read in vain; the condition of the intent does not rest on this.
/// </summary>
internal sealed class SiteTurns(ConsoleDatabase database, TimeProvider time)
{
    /// <param name="batch">A batch with a cap.</param>
    /// <param name="cap">Its cap.</param>
    /// <param name="inFlight">Requests that this process has taken up.</param>
    /// <param name="taken">Requests that are about to be taken up before these.</param>
    /// <param name="most">How many to find.</param>
    /// <param name="stop">Cancels.</param>
    public Task<List<DeviceRequest>> PlannedAsync(Batch batch, SiteCap cap, IReadOnlyCollection<Guid> inFlight, IReadOnlyList<DeviceRequest> taken, int most, CancellationToken stop) => database.ReadAsync(async db =>
    {
        var rooms = new Rooms(cap.Most);

        // In this order: what is claimed between the two reads is counted twice rather than not at all.
        rooms.Fill(await SiteLoads.CountAsync(db.Requests.Where(r => inFlight.Contains(r.Id) && r.State == DeviceState.Planned), cap.By, stop));
        rooms.Fill(await SiteLoads.AllAtWorkAsync(db, batch.Tenant, cap.By, time.GetUtcNow() - cap.LetsGoAfter, stop));
        foreach (var request in taken)
            _ = SiteLoads.Of(request, cap.By) is { } site && rooms.Take(site);

        var ids = await PickAsync(db, batch, cap.By, inFlight, rooms, most, stop);
        return ids.Count == 0 ? [] : await db.Requests.Where(r => ids.Contains(r.Id)).OrderBy(r => r.Wave).ThenBy(r => r.Position).ToListAsync(stop);
    });

    private async Task<List<Guid>> PickAsync(ConsoleDbContext db, Batch batch, SiteRule by, IReadOnlyCollection<Guid> inFlight, Rooms rooms, int most, CancellationToken stop)
    {
        var picked = new List<Guid>();
        while (picked.Count < most)
        {
            // Each round takes all that it found or fills a site, so that it ends.
            var found = await NextAsync(db, batch, by, [.. inFlight, .. picked], rooms.Full, most - picked.Count, stop);
            picked.AddRange(found.Where(r => rooms.Take(r.Site)).Select(r => r.Id));
            if (found.Count == 0)
                break;
        }

        return picked;
    }

    private Task<List<Turn>> NextAsync(ConsoleDbContext db, Batch batch, SiteRule by, IReadOnlyList<Guid> without, IReadOnlyCollection<string> full, int most, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var planned = db.Requests.Where(r => r.BatchId == batch.Id && r.State == DeviceState.Planned && r.Wave <= batch.OpenWave && r.SiteTag != null && r.SiteName != null
            && (r.NotBefore == null || r.NotBefore <= now) && !without.Contains(r.Id));
        var inOrder = SiteLoads.Outside(planned, by, full).OrderBy(r => r.Wave).ThenBy(r => r.Position).Take(most);
        return (by switch
        {
            SiteRule.GroupTag => inOrder.Select(r => new Turn(r.Id, r.SiteTag!)),
            SiteRule.NamePrefix => inOrder.Select(r => new Turn(r.Id, r.SiteName!)),
            _ => inOrder.Select(r => new Turn(r.Id, r.SiteGroup!)),
        }).ToListAsync(stop);
    }

    private sealed record Turn(Guid Id, string Site);

    private sealed class Rooms(int most)
    {
        private readonly Dictionary<string, int> _atWork = [];

        public HashSet<string> Full { get; } = [];

        public void Fill(Dictionary<string, SiteLoad> loads)
        {
            foreach (var load in loads.Values)
                Set(load.Site, _atWork.GetValueOrDefault(load.Site) + load.Devices);
        }

        public bool Take(string site)
        {
            if (Full.Contains(site))
                return false;
            Set(site, _atWork.GetValueOrDefault(site) + 1);
            return true;
        }

        private void Set(string site, int atWork)
        {
            _atWork[site] = atWork;
            if (atWork >= most)
                Full.Add(site);
        }
    }
}
