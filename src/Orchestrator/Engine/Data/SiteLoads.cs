using AutopilotReset.Shared.Sites;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// How many devices of a site are at work, over all batches of the tenant that have a cap: what the gate of every send, the dispatcher and the page go by.
/// Each is a walk along an index in which nothing else is.
/// </summary>
internal static class SiteLoads
{
    /// <summary>The device's site by this rule; <c>null</c> in a batch without a cap, and by a rule that was not asked at its confirmation.</summary>
    public static string? Of(DeviceRequest request, SiteRule by) => by switch
    {
        SiteRule.GroupTag => request.SiteTag,
        SiteRule.NamePrefix => request.SiteName,
        SiteRule.Group => request.SiteGroup,
        _ => throw Unknown(by),
    };

    /// <summary>Devices of one site that are at work since a later moment than this.</summary>
    public static Task<int> AtWorkAsync(ConsoleDbContext db, string tenant, SiteRule by, string site, DateTimeOffset since, CancellationToken stop) => by switch
    {
        SiteRule.GroupTag => db.Requests.CountAsync(r => r.Tenant == tenant && r.SiteTag == site && r.AtWorkSince > since, stop),
        SiteRule.NamePrefix => db.Requests.CountAsync(r => r.Tenant == tenant && r.SiteName == site && r.AtWorkSince > since, stop),
        SiteRule.Group => db.Requests.CountAsync(r => r.Tenant == tenant && r.SiteGroup == site && r.AtWorkSince > since, stop),
        _ => throw Unknown(by),
    };

    /// <summary>The same for every site that has any, with the longest at work of each.</summary>
    public static Task<Dictionary<string, SiteLoad>> AllAtWorkAsync(ConsoleDbContext db, string tenant, SiteRule by, DateTimeOffset since, CancellationToken stop) =>
        CountAsync(db.Requests.Where(r => r.Tenant == tenant && r.AtWorkSince > since), by, stop);

    /// <summary>Devices by site.</summary>
    public static Task<Dictionary<string, SiteLoad>> CountAsync(IQueryable<DeviceRequest> requests, SiteRule by, CancellationToken stop) => BySite(requests, by)
        .Select(g => new SiteLoad(g.Key, g.Count(), g.Min(r => r.AtWorkSince))).ToDictionaryAsync(s => s.Site, stop);

    /// <summary>Those whose site is told by this rule and is none of these.</summary>
    public static IQueryable<DeviceRequest> Outside(IQueryable<DeviceRequest> requests, SiteRule by, IReadOnlyCollection<string> full) => by switch
    {
        SiteRule.GroupTag => requests.Where(r => r.SiteTag != null && !full.Contains(r.SiteTag)),
        SiteRule.NamePrefix => requests.Where(r => r.SiteName != null && !full.Contains(r.SiteName)),
        SiteRule.Group => requests.Where(r => r.SiteGroup != null && !full.Contains(r.SiteGroup)),
        _ => throw Unknown(by),
    };

    private static IQueryable<IGrouping<string, DeviceRequest>> BySite(IQueryable<DeviceRequest> requests, SiteRule by) => by switch
    {
        SiteRule.GroupTag => requests.Where(r => r.SiteTag != null).GroupBy(r => r.SiteTag!),
        SiteRule.NamePrefix => requests.Where(r => r.SiteName != null).GroupBy(r => r.SiteName!),
        SiteRule.Group => requests.Where(r => r.SiteGroup != null).GroupBy(r => r.SiteGroup!),
        _ => throw Unknown(by),
    };

    private static InvalidOperationException Unknown(SiteRule by) => new($"What tells the sites of this batch is not known: {by}.");
}

/// <param name="Site">As <see cref="SiteKeys"/> tells it.</param>
/// <param name="Devices">How many.</param>
/// <param name="Oldest">Since when the one is at work that is longest; <c>null</c>: none is.</param>
internal sealed record SiteLoad(string Site, int Devices, DateTimeOffset? Oldest);
