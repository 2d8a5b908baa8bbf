using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Sites;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>
/// The sites of what a review would send, for the plan: told by <see cref="SiteKeys"/> as the confirmation does it, of one text of each row, so that no page and no
/// object per device is made of a list of a hundred thousand. It binds nothing; the confirmation tells the sites from the rows anew.
/// </summary>
internal sealed class ReviewSites(ConsoleDatabase database, SiteMembership groups)
{
    public async Task<Outcome<ReviewedSites>> CountAsync(Admin admin, CapOfReview asked, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var cap = asked.Cap;
        var (members, refused) = await ReadyAsync(admin, asked, stop);
        if (refused is not null)
            return refused;
        var counts = new Dictionary<string, int>();
        await database.ReadAsync(async db =>
        {
            var texts = Texts(db, asked).GroupBy(t => t.Text).Select(g => new { Text = g.Key, Count = g.Count() }).AsAsyncEnumerable();
            await foreach (var text in texts.WithCancellation(stop))
            {
                var site = SiteOf(cap, text.Text, members);
                counts[site] = counts.GetValueOrDefault(site) + text.Count;
            }

            return counts.Count;
        });
        return new ReviewedSites([.. Order(cap, counts).Select(s => new ReviewedSite(SiteWords.Name(cap, s), counts.GetValueOrDefault(s)))], counts.Count);
    }

    /// <summary>The site of each device in the order of sending.</summary>
    public async Task<Outcome<SitePlan>> PlanAsync(Admin admin, CapOfReview asked, CancellationToken stop)
    {
        var (members, refused) = await ReadyAsync(admin, asked, stop);
        if (refused is not null)
            return refused;
        var (sites, once) = (new List<string>(), new Dictionary<string, string>());
        await database.ReadAsync(async db =>
        {
            await foreach (var text in Texts(db, asked).OrderBy(t => t.Position).Select(t => t.Text).AsAsyncEnumerable().WithCancellation(stop))
            {
                var site = SiteOf(asked.Cap, text, members);
                sites.Add(once.TryGetValue(site, out var same) ? same : once[site] = site);
            }

            return sites.Count;
        });
        return new SitePlan(asked.Cap, sites);
    }

    private async Task<(SiteMembers Members, Refused? Refused)> ReadyAsync(Admin admin, CapOfReview asked, CancellationToken stop)
    {
        if (asked.Cap.Mistakes() is { Count: > 0 } mistakes)
            return (SiteMembers.None, new Refused("site-cap", string.Join(' ', mistakes)));
        var account = Account.Of(admin);
        return await database.ReadAsync(db => ReviewStore.FindAsync(db, account.Id, asked.ReviewId, stop)) is null
            ? (SiteMembers.None, ReviewStore.NotFound(asked.ReviewId))
            : await groups.ReadAsync(asked.Cap, account, stop);
    }

    private static string SiteOf(SiteCap cap, string? text, SiteMembers members) =>
        SiteKeys.Of(cap, new SiteTraits(cap.By == SiteRule.NamePrefix ? text ?? "" : "", text, text), members);

    /// <summary>Groups as they were listed, whether or not a device is in one; else the largest.</summary>
    private static IEnumerable<string> Order(SiteCap cap, Dictionary<string, int> counts) => cap.By == SiteRule.Group
        ? [.. cap.Groups.Select(g => g.Id), .. counts.Keys.Where(s => s == SiteKeys.None)]
        : counts.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Take(ReviewedSites.MostNamed).Select(s => s.Key);

    /// <summary>What tells the site, of each row that would be sent; asked of the facts that were read live, which are what is confirmed.</summary>
    private static IQueryable<Told> Texts(ConsoleDbContext db, CapOfReview asked)
    {
        var text = asked.Cap.By switch
        {
            SiteRule.GroupTag => db.Dialect.JsonText("Facts", "autopilot", "groupTag"),
            SiteRule.NamePrefix => db.Dialect.JsonText("Facts", "name"),
            _ => db.Dialect.JsonText("Facts", "entraDeviceId"),
        };
        var sql = string.Concat(
            "SELECT \"Position\", ", text, " AS \"Text\" FROM \"ReviewDevices\" WHERE \"ReviewId\" = {0} AND \"Standing\" IN (", string.Join(',', BulkStandings.Sent), ")");
        return db.Database.SqlQueryRaw<Told>(sql, asked.ReviewId);
    }

    private sealed record Told(int Position, string? Text);
}
