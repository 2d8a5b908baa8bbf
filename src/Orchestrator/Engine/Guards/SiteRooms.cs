using System.Data.Common;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// Whether a device's site has room for one more that rebuilds (decision 0050), asked from the rows of one transaction and by what was taken in it.
/// A batch without a cap asks no database. What cannot be read refuses.
/// </summary>
internal sealed class SiteRooms(ConsoleDbContext db, DateTimeOffset now)
{
    public const string Full = "site-full";

    private readonly Dictionary<(SiteRule By, string Site, TimeSpan LetsGoAfter), int> _atWork = [];
    private readonly List<DeviceRequest> _taken = [];

    /// <summary>Whether one more device may begin: <c>null</c>, or why not.</summary>
    public Task<Refused?> RefuseAsync(Batch batch, DeviceRequest request) => AskAsync(batch, request, (cap, atWork) => atWork < cap.Most);

    /// <summary>Whether one that has begun and is not sent yet may be: its site may have grown busier meanwhile.</summary>
    public Task<Refused?> RefuseBegunAsync(Batch batch, DeviceRequest request) => AskAsync(batch, request, (cap, atWork) => atWork <= cap.Most);

    /// <summary>It is at work from now on.</summary>
    public void Take(DeviceRequest request)
    {
        if (request.SiteTag is not null)
            _taken.Add(request);
    }

    private async Task<Refused?> AskAsync(Batch batch, DeviceRequest request, Func<SiteCap, int, bool> fits)
    {
        try
        {
            if (FrozenSiteCap.Of(batch) is not { } cap)
                return request is { SiteTag: null, SiteName: null, SiteGroup: null } ? null : GuardGate.Unreadable("the cap of this device's site is missing.");
            if (SiteLoads.Of(request, cap.By) is not { } site)
                return GuardGate.Unreadable("the site of this device is missing.");
            var atWork = await AtWorkAsync(batch.Tenant, cap, site) + _taken.Count(t => SiteLoads.Of(t, cap.By) == site);
            return fits(cap, atWork) ? null : new Refused(Full, $"{SiteWords.Full(cap, site, atWork, cap.Most)}. The rest of them waits.");
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or FormatException)
        {
            return GuardGate.Unreadable(e.Message);
        }
    }

    private async Task<int> AtWorkAsync(string tenant, SiteCap cap, string site)
    {
        var key = (cap.By, site, cap.LetsGoAfter);
        if (!_atWork.TryGetValue(key, out var atWork))
            _atWork[key] = atWork = await SiteLoads.AtWorkAsync(db, tenant, cap.By, site, now - cap.LetsGoAfter, CancellationToken.None);
        return atWork;
    }
}
