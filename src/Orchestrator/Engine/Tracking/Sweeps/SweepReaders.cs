using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tracking.Sweeps;

/// <summary>Whose eyes a sweep needs: an admin's list shows only what that admin may see. The application's shows all.</summary>
/// <param name="Account">Whose token reads.</param>
/// <param name="Batch">A batch of theirs, on whose behalf.</param>
/// <param name="Waiting">Tracked devices, counted up to <see cref="ListSweep.WorthWholeList"/> a batch.</param>
internal sealed record SweepReader(Account Account, Guid Batch, int Waiting)
{
    /// <summary>One index seek per batch, however many devices it has.</summary>
    public static async Task<IReadOnlyList<SweepReader>> AllAsync(ConsoleDatabase database, GraphClients clients, string tenant, CancellationToken stop)
    {
        var batches = await database.ReadAsync(db => (
            from batch in db.Batches
            where batch.Tenant == tenant && db.Requests.Any(r => r.BatchId == batch.Id && r.NextLookAt != null)
            orderby batch.ConfirmedAt descending
            select new { batch.SendsAs, batch.Id, Count = db.Requests.Where(r => r.BatchId == batch.Id && r.NextLookAt != null).OrderBy(r => r.NextLookAt).Take(ListSweep.WorthWholeList).Count() }).ToListAsync(stop));
        return [.. batches.GroupBy(b => clients.ApplicationReads ? "" : b.SendsAs.Id)
            .Select(g => new SweepReader(g.First().SendsAs, g.First().Id, g.Sum(b => b.Count)))];
    }
}
