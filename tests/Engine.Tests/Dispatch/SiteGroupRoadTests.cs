using AutopilotReset.Engine.Tests.Operations;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>The whole engine against a practice tenant that counts what it is sent: sites that Entra groups tell, read from the tenant.</summary>
public sealed class SiteGroupRoadTests
{
    private static readonly string[] Five = ["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05"];

    /// <summary>Three share the first group, one of them is in the second too; the fifth is in none.</summary>
    [Fact]
    public async Task Dispatch_ByGroup_SendsNoMoreOfAGroupThanTheCap()
    {
        await using var engine = await WholeEngine.StartAsync();
        var cap = Cap(engine, Five[..3], Five[2..4]);
        var review = await ReviewAsync(engine);
        Assert.Equal([3, 1, 1], (await engine.Get<IResetDesk>().GetSitesAsync(engine.Ada, new CapOfReview(review.Id, cap), default)).Value!.Sites.Select(s => s.Devices));
        var confirmed = await engine.ConfirmAsync(engine.Ada, review, null, cap);
        Assert.True(confirmed.Refused is null, confirmed.Refused?.Message);

        // What becomes of the groups after the confirmation moves nobody to another site.
        engine.Tenant.Fleet.Change(fleet => fleet.Groups.First(g => g.Id == cap.Groups[0].Id).DeviceObjectIds.Clear());
        await engine.DispatchAsync(rounds: 6);

        Assert.Equal([1, 0, 0, 1, 1], Five.Select(engine.Tenant.Orders.CountFor));
        Assert.Equal(3, engine.Posts.Count);
        Assert.Equal([DeviceState.Planned, DeviceState.Planned], (await engine.RequestsAsync())[1..3].Select(r => r.State));
    }

    [Fact]
    public async Task Confirm_GroupIsGone_IsRefusedByNameAndNothingIsSent()
    {
        await using var engine = await WholeEngine.StartAsync();
        var cap = Cap(engine, Five[..3], Five[2..4]);
        var review = await ReviewAsync(engine);

        var confirmed = await engine.ConfirmAsync(engine.Ada, review, null, cap with { Groups = [cap.Groups[0], new SiteGroup("aaaaaaaa-0000-4000-8000-000000000404", "Closed school")] });
        await engine.DispatchAsync(rounds: 2);

        Assert.Equal("site-group-unreadable", confirmed.Refused?.Code);
        Assert.Contains("Closed school", confirmed.Refused!.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Posts);
        Assert.Empty(await engine.RequestsAsync());
    }

    /// <summary>One device of a site at a time; two of the tenant's groups are given these members.</summary>
    private static SiteCap Cap(WholeEngine engine, params string[][] members)
    {
        var groups = new List<SiteGroup>();
        engine.Tenant.Fleet.Change(fleet =>
        {
            foreach (var (group, names) in fleet.Groups.Zip(members))
            {
                (group.DeviceObjectIds, group.GroupIds) = ([.. names.Select(n => fleet.Find(n)!.Entra!.Id)], []);
                groups.Add(new SiteGroup(group.Id, group.DisplayName));
            }
        });
        return new SiteCap { Most = 1, By = SiteRule.Group, Groups = groups };
    }

    private static async Task<Review> ReviewAsync(WholeEngine engine)
    {
        await engine.SyncAsync();
        var selection = await engine.Get<IDeviceCatalogue>().SelectAsync(engine.Ada, new Choice.Pasted(string.Join('\n', Five)), default);
        Assert.Null(selection.Refused);
        return (await engine.ReviewAsync(engine.Ada, selection.Value!.Id, OrderKind.AutopilotReset)).Value!;
    }
}
