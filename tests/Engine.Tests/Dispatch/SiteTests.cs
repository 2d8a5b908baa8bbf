using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;
using AutopilotReset.Simulator.Control;
using static AutopilotReset.Engine.Tests.Dispatch.SiteRig;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Caps of a site, counted by the practice tenant: what it received when, and what had become of its devices by then.</summary>
public class SiteTests
{
    [Fact]
    public async Task Play_TwoAtATime_NeverHasThreeUnderWayAndSendsAll()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        await rig.PlayAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(Five[..2], Names(rig, rig.Posts));
        await rig.PlayAsync(TimeSpan.FromHours(6), () => rig.WipePosts == 5);

        Assert.Equal(5, rig.WipePosts);
        await NeverMoreAsync(rig, 2);

        // Each further one left after somebody before it had been reset: the tenant's own devices say so.
        for (var n = 2; n < 5; n++)
            Assert.True(rig.Posts.Take(n).Count(p => ResetBy(rig, p, rig.Posts[n].Time)) >= n - 1, $"Order {n + 1} left while more than one before it was at work.");
    }

    /// <summary>The first in the list are of a site that is full: those behind them are of another.</summary>
    [Fact]
    public async Task Dispatch_OneSiteFull_SendsTheOthersInTheirOrder()
    {
        await using var rig = await StartAsync(Two, (Five[..4], "BER"), (["NB-CLEAN-05", "NB-SHARED"], "ham"), (["NB-DRAWER"], ""));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, [.. Five[..4], "NB-DRAWER", "NB-SHARED", "NB-CLEAN-05"]);

        await rig.DispatchAsync(6);

        Assert.Equal(["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-05", "NB-DRAWER", "NB-SHARED"], Names(rig, rig.Posts));
        Assert.Equal([2, 3], (await rig.RequestsAsync()).Where(r => r.State == DeviceState.Planned).Select(r => r.Position));
    }

    /// <summary>Waiting costs no read of a device: nothing is taken up that has no room.</summary>
    [Fact]
    public async Task Dispatch_SiteFull_ReadsNoDeviceInVain()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        await rig.DispatchAsync(4);
        var before = rig.Tenant.Requests.All.Count;

        await rig.DispatchAsync(5);

        Assert.Equal(2, rig.WipePosts);
        Assert.DoesNotContain(rig.Tenant.Requests.All.Skip(before), r => r.Path.Contains("/managedDevices/", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Dispatch_NoGroupTag_IsOneSiteAndNotUnlimited()
    {
        await using var rig = await StartAsync(Two, (Five, ""));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        await rig.DispatchAsync(6);

        Assert.Equal(2, rig.WipePosts);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(4, 3)]
    [InlineData(11, 2)]
    public async Task Dispatch_ByName_TakesItsBeginningForTheSite(int? letters, int sent)
    {
        await using var rig = await StartAsync(Two with { By = SiteRule.NamePrefix, Letters = letters });
        await rig.ConfirmAsync(OrderKind.AutopilotReset, [.. Five[..3], "NB-SHARED"]);

        await rig.DispatchAsync(6);

        Assert.Equal(sent, rig.WipePosts);
    }

    /// <summary>A laptop in a drawer holds its place for the confirmed hours and not for ever; nor does one that checks in and never does anything.</summary>
    [Theory]
    [InlineData("offline")]
    [InlineData("drawer")]
    public async Task Play_NothingEverHeard_LetsGoAfterTheConfirmedTime(string behaviour)
    {
        await using var rig = await StartAsync(Two with { Most = 1, LetsGoAfter = TimeSpan.FromHours(2) }, (Five, "BER"));
        rig.Tenant.Fleet.Change(fleet => fleet.Find(Five[0])!.Behaviour = behaviour);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..2]);

        await rig.PlayAsync(TimeSpan.FromMinutes(115));
        Assert.Equal(Five[..1], Names(rig, rig.Posts));
        await rig.PlayAsync(TimeSpan.FromMinutes(60), () => rig.WipePosts > 1);

        Assert.Equal(Five[..2], Names(rig, rig.Posts));
        Assert.InRange(rig.Posts[1].Time - rig.Posts[0].Time, TimeSpan.FromHours(2), TimeSpan.FromHours(2) + TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Play_KilledInTheMiddle_KeepsTheCap()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        await rig.DispatchUntilAsync(() => rig.WipePosts >= 1);
        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();

        await rig.DispatchAsync(8);

        Assert.Equal(2, rig.WipePosts);
        await NeverMoreAsync(rig, 2);
    }

    /// <summary>Two batches with a cap share a site's line, whatever their caps tell a site by; one without a cap asks nobody.</summary>
    [Fact]
    public async Task Dispatch_TwoBatches_ShareTheSite()
    {
        await using var rig = await StartAsync(Two, (Five, "NB"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[0]);
        await rig.DispatchAsync(4);
        rig.Sites = Two with { By = SiteRule.NamePrefix };
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[1], Five[2]);
        await rig.DispatchAsync(4);
        rig.Sites = Two with { Most = 3 };
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[3], Five[4]);

        await rig.DispatchAsync(4);
        Assert.Equal([Five[0], Five[1], Five[3]], Names(rig, rig.Posts));

        rig.Sites = null;
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-SHARED");
        await rig.DispatchAsync(4);
        Assert.Equal(4, rig.WipePosts);
    }

    /// <summary>What was rehearsed is what happens, by the pace of the practice tenant's devices: picked up within 3 min, done 20 to 40 min later.</summary>
    [Fact]
    public async Task Play_AsRehearsed_SendsTheLastAtThatTime()
    {
        await using var rig = await StartAsync(Two with { Most = 1 }, (Five, "BER"));
        var expected = Expectation.Assumed with { Median = TimeSpan.FromMinutes(33), Slow = TimeSpan.FromMinutes(43), FailureRate = 0, NeverSeen = 0 };
        var rehearsed = Rehearsal.Play(new()
        {
            Plan = WavePlan.OneWave,
            Devices = 4,
            StartsAt = rig.Time.GetUtcNow(),
            SendsPer20Seconds = 20,
            Expected = expected,
            Sites = new SitePlan(rig.Sites!, [.. Enumerable.Repeat("BER", 4)]),
        });
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..4]);

        await rig.PlayAsync(TimeSpan.FromHours(5), () => rig.WipePosts == 4);

        Assert.Equal(4, rig.WipePosts);
        Assert.InRange(rig.Posts[3].Time - rehearsed.Waves[0].LastSend, TimeSpan.FromMinutes(-40), TimeSpan.FromMinutes(30));
    }

    /// <summary>The device's primary user is gone in the tenant itself, and was by then.</summary>
    private static bool ResetBy(PracticeRig rig, LoggedRequest post, DateTimeOffset at) =>
        Device(rig, post).Intune is { PrimaryUserId: null } record && record.ActionResults.Exists(a => a.LastUpdatedDateTime <= at);

    private static Simulator.Fleet.PracticeDevice Device(PracticeRig rig, LoggedRequest post) => rig.Tenant.Fleet.Find(post.Path.Split('/')[^2])!;

    /// <summary>Devices of these POSTs by name; those of one round go side by side.</summary>
    private static IEnumerable<string> Names(PracticeRig rig, IEnumerable<LoggedRequest> posts) => posts.Select(p => Device(rig, p).Key).Order(StringComparer.Ordinal);

    /// <summary>At no POST were more of ours under way than this, by what the database says came when.</summary>
    private static async Task NeverMoreAsync(PracticeRig rig, int most)
    {
        var ends = (await rig.RequestsAsync()).ToDictionary(r => r.ManagedDeviceId, r => r.ProvenAt);
        foreach (var post in rig.Posts)
            Assert.True(rig.Posts.Count(p => p.Time <= post.Time && !(ends[p.Path.Split('/')[^2]] <= post.Time)) <= most);
    }
}
