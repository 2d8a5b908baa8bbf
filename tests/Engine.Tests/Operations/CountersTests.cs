using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Operations;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Operations;

/// <summary>What the instruments count is what the practice tenant counted.</summary>
[Collection(CountedAlone.Name)]
public sealed class CountersTests
{
    [Fact]
    public async Task Road_WithAThrottleAndALostAnswer_CountsWhatTheTenantCounted()
    {
        await using var engine = await WholeEngine.StartAsync();
        using var counters = new Counters();
        await engine.ConfirmAsync("NB-CLEAN-01", "NB-CLEAN-02", "NB-ANEW");
        Fail(engine, "NB-CLEAN-02", 429);
        Fail(engine, "NB-ANEW", 503);

        // A 429 silences the whole tenant for a minute: the third device goes afterwards.
        for (var round = 0; round < 15 && Posts(engine).Count < 3; round++)
            await engine.DispatchAsync(rounds: 1);
        var posts = Posts(engine);

        Assert.Equal(3, posts.Count);
        Assert.Equal(posts.Count, counters.Sum("send.posts", Tags.Kind, nameof(OrderKind.AutopilotReset)));
        Assert.Equal(posts.Count, counters.Sum("send.posts"));
        foreach (var answered in posts.GroupBy(p => SendInstruments.StatusClass(p.Status)))
            Assert.Equal(answered.Count(), counters.Sum("send.answers", Tags.StatusClass, answered.Key));
        Assert.Equal(posts.Count, counters.Sum("send.answers"));
        Assert.Equal(posts.Count(p => p.Status == 429), counters.Sum("send.throttles"));
        Assert.Equal(posts.Count, counters.Of("send.duration").Count());
        Assert.Equal((await engine.RequestsAsync()).Count(r => r.State == DeviceState.Unknown), counters.Sum("order.unknowns"));
        Assert.Equal(1, counters.Sum("order.unknowns"));

        await engine.FollowAsync(TimeSpan.FromHours(6));
        var entries = await engine.Get<ConsoleDatabase>().ReadAsync(db => db.AuditEntries.GroupBy(e => e.Type).Select(g => new { g.Key, Count = g.Count() }).ToListAsync());
        Assert.All(entries.Where(e => e.Key != "deployment.stamped"), e => Assert.Equal(e.Count, counters.Sum("audit.entries", Tags.Event, e.Key)));
        var proven = (await engine.RequestsAsync()).Where(r => r.ProvenAt is not null).ToList();
        Assert.NotEmpty(proven);
        Assert.Equal(proven.Count, counters.Of("order.time_to_proof").Count());
        Assert.Equal(proven.Sum(r => (r.ProvenAt - r.AcceptedAt)!.Value.TotalSeconds), counters.Sum("order.time_to_proof"), 3);
        Assert.Equal(0, counters.Sum("telemetry.failures"));
        AssertNobodyIsNamed(counters);
    }

    private static List<AutopilotReset.Simulator.Control.LoggedRequest> Posts(WholeEngine engine) =>
        [.. engine.Tenant.Requests.All.Where(r => r.Method == "POST" && r.Path.EndsWith("/wipe", StringComparison.OrdinalIgnoreCase))];

    [Fact]
    public async Task Looks_FailedAndRead_AreCountedApartWithTheirLag()
    {
        await using var engine = await WholeEngine.StartAsync();
        await engine.ConfirmAsync("NB-CLEAN-01");
        await engine.DispatchAsync(rounds: 4);
        using var counters = new Counters();
        var late = engine.Time.GetUtcNow() - (await engine.RequestsAsync())[0].NextLookAt!.Value;

        await engine.FollowAsync(TimeSpan.Zero);
        engine.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/managedDevices/*", Status = 403, Times = 1 });
        await engine.FollowAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(1, counters.Sum("tracking.looks", Tags.Outcome, "failed"));
        Assert.True(counters.Sum("tracking.looks", Tags.Outcome, "read") >= 1);
        Assert.Equal(counters.Sum("tracking.looks"), counters.Of("tracking.lag").Count());
        Assert.Equal(late.TotalSeconds, counters.Of("tracking.lag").First().Value);
    }

    [Fact]
    public async Task Gauges_SayWhatStandsInTheDatabase()
    {
        await using var engine = await WholeEngine.StartAsync();
        await engine.ConfirmAsync("NB-CLEAN-01", "NB-CLEAN-02");
        engine.Time.Advance(TimeSpan.FromMinutes(5));
        using var gauges = ActivatorUtilities.CreateInstance<GaugeService>(engine.Get<IServiceProvider>());
        using var counters = new Counters();

        await gauges.CountAsync();
        counters.Ask();

        Assert.Equal(2, counters.Sum("orders.open", Tags.State, nameof(DeviceState.Planned)));
        Assert.Equal(2, counters.Sum("orders.open"));
        Assert.Equal(0, counters.Sum("orders.armed"));
        Assert.Equal(300, counters.Sum("inventory.age"), 1);
        Assert.Equal(60, counters.Sum("send.budget"));
        Assert.Equal(60, counters.Sum("send.budget_left"));
    }

    private static void Fail(WholeEngine engine, string device, int status) =>
        engine.Tenant.Faults.Add(new Fault { Method = "POST", Path = $"*/{engine.Tenant.Fleet.Find(device)!.Intune!.Id}/wipe", Status = status, Times = 1 });

    /// <summary>Every label is one of ours, and its value a word of ours: no id, no name.</summary>
    private static void AssertNobodyIsNamed(Counters counters)
    {
        Assert.All(counters.All.SelectMany(h => h.Tags), tag =>
        {
            Assert.Contains(tag.Key, Tags.OfMetrics);
            Assert.Matches("^[A-Za-z0-9.-]{1,40}$", tag.Value);
            Assert.DoesNotContain("NB-", tag.Value, StringComparison.Ordinal);
            Assert.False(Guid.TryParse(tag.Value, out _), tag.Value);
        });
    }
}
