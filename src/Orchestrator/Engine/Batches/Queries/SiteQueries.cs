using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Engine.Batches.Queries;

/// <summary>Where the sites of a batch with a cap stand.</summary>
internal static class SiteQueries
{
    /// <returns><c>null</c> for a batch that was confirmed without a cap.</returns>
    public static async Task<BatchSites?> OfAsync(ConsoleDbContext db, Batch batch, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            return FrozenSiteCap.Of(batch) is { } cap ? await OfAsync(db, batch, cap, now, stop) : null;
        }
        catch (FormatException unreadable)
        {
            return new BatchSites { Words = $"Nothing is sent: {unreadable.Message}", Unreadable = true, Sites = [] };
        }
    }

    private static async Task<BatchSites> OfAsync(ConsoleDbContext db, Batch batch, SiteCap cap, DateTimeOffset now, CancellationToken stop)
    {
        var own = db.Requests.Where(r => r.BatchId == batch.Id);
        var all = await SiteLoads.CountAsync(own, cap.By, stop);
        var waiting = await SiteLoads.CountAsync(own.Where(r => r.State == DeviceState.Planned && r.Wave <= batch.OpenWave), cap.By, stop);
        var atWork = await SiteLoads.AllAtWorkAsync(db, batch.Tenant, cap.By, now - cap.LetsGoAfter, stop);
        return new BatchSites
        {
            Words = SiteWords.Of(cap)!,
            Sites = [.. all.Values
                .Select(s => new SiteStanding(SiteWords.Name(cap, s.Site), s.Devices, waiting.GetValueOrDefault(s.Site)?.Devices ?? 0, atWork.GetValueOrDefault(s.Site)?.Devices ?? 0, cap.Most)
                {
                    LetsGoAt = atWork.GetValueOrDefault(s.Site)?.Oldest + cap.LetsGoAfter,
                })
                .OrderByDescending(s => s.Waits).ThenByDescending(s => s.Waiting).ThenByDescending(s => s.AtWork).ThenBy(s => s.Site, StringComparer.Ordinal)],
        };
    }
}
