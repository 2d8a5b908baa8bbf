using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tracking;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Entra;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>The engine's sending side composed as in the product, over real HTTPS against a practice tenant that shares its clock.</summary>
internal sealed class PracticeRig : IAsyncDisposable
{
    private static readonly TimeSpan KeepsLease = TimeSpan.FromSeconds(3);

    private readonly List<ServiceProvider> _nodes = [];
    private readonly Dictionary<string, string?> _settings;

    private PracticeRig(PracticeTenant tenant, FakeTimeProvider time, Dictionary<string, string?> settings)
    {
        (Tenant, Time, _settings) = (tenant, time, settings);
        Session = new PracticeSession(tenant, time);
        Database = new TestDatabase(AuditSchema.Sqlite);
        Node = AddNode();
    }

    public PracticeTenant Tenant { get; }
    public FakeTimeProvider Time { get; }
    public PracticeSession Session { get; }
    public TestDatabase Database { get; }

    /// <summary>The first node.</summary>
    public ServiceProvider Node { get; }

    public Account Ada => Session.AccountOf("ada");

    public Account Bo => Session.AccountOf("bo");

    /// <summary>Why batches confirmed from now on need a second person; a wipe needs one whatever stands here, and has one unless <see cref="Unapproved"/>.</summary>
    public string? ApprovalBecause { get; set; }

    /// <summary>When batches confirmed from now on may be sent; <c>null</c>: at once.</summary>
    public Timing? Timing { get; set; }

    /// <summary>How many devices of one site of batches confirmed from now on may rebuild at the same time; <c>null</c>: any number.</summary>
    public SiteCap? Sites { get; set; }

    /// <summary>Who is in the groups of <see cref="Sites"/>.</summary>
    public SiteMembers SiteMembers { get; set; } = SiteMembers.None;

    /// <summary>Nobody approves what is confirmed from now on.</summary>
    public bool Unapproved { get; set; }

    public static async Task<PracticeRig> StartAsync(params (string Key, string Value)[] settings)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var tenant = await PracticeTenant.StartAsync(new PracticeOptions { Devices = 150, Speed = 1 }, time);
        return new PracticeRig(tenant, time, settings.ToDictionary(s => s.Key, s => (string?)s.Value));
    }

    /// <summary>Another process on the same database.</summary>
    public ServiceProvider AddNode()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Graph:ApplicationReads"] = "true", ["AzureAd:ClientId"] = EntraIds.ClientId }).AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time).AddLogging();
        services.ConfigureHttpClientDefaults(h => h.ConfigurePrimaryHttpMessageHandler(Tenant.CreateHandler));
        services.AddSingleton(Database.Reopen()).AddSingleton(Database.Feed).AddSingleton<IChangeFeed>(Database.Feed).AddSingleton(TestDatabase.Identity);
        services.AddSingleton<IEntraSession>(Session).AddSingleton<Standings>().AddSingleton<EngineHealth>();
        services.AddGraph(configuration).AddGuards(configuration).AddDispatch().AddTracking(configuration);
        var node = services.BuildServiceProvider();
        _nodes.Add(node);
        node.GetRequiredService<ConsoleDatabase>().WriteAsync(db => GuardRows.EnsureAsync(db, TestDatabase.Tenant, default), default).GetAwaiter().GetResult();
        return node;
    }

    /// <summary>A node that is gone; with <paramref name="killed"/> it had no time to give up its lease.</summary>
    public async Task EndNodeAsync(ServiceProvider node, bool killed = true)
    {
        if (!killed)
            await UnderWayAsync(node.GetRequiredService<Dispatcher>().StopAsync(default), PassAsync);
        _nodes.Remove(node);
        await EndAsync(node, PassAsync);
    }

    /// <summary>A confirmed batch of these devices as a live read shows them now; ids as the fleet's names.</summary>
    public Task<Batch> ConfirmAsync(OrderKind kind, params string[] names) => ConfirmAsync(kind, null, names);

    /// <summary>The same in waves.</summary>
    public async Task<Batch> ConfirmAsync(OrderKind kind, WavePlan? plan, params string[] names)
    {
        var sizes = plan is null ? [names.Length] : WaveSizes.Of(plan, names.Length);
        var now = Time.GetUtcNow();
        var devices = new List<DeviceFacts>();
        foreach (var name in names)
            devices.Add((await _nodes[^1].GetRequiredService<LiveDevices>().ReadAsync(Tenant.Fleet.Find(name)!.Intune!.Id, Ada, null, default))!);
        var batch = new Batch
        {
            Id = Guid.CreateVersion7(now),
            Tenant = TestDatabase.Tenant,
            Kind = kind,
            ReviewId = Guid.CreateVersion7(now),
            FrozenHash = "h",
            NextUser = NextUser.SomebodyElse,
            Justification = "Leaver",
            ConfirmedAt = now,
            ConfirmedBy = Ada,
            StandsSince = now,
            SendsAs = Ada,
            WavePlan = plan is null ? null : FrozenPlan.Write(plan),
            Waves = sizes.Count,
            WaveOpenedAt = plan is null ? null : now,
            Timing = Timing is null ? null : FrozenTiming.Write(Timing),
            SendsFrom = Timing?.NextAfter(now),
            SiteCap = Sites is null ? null : FrozenSiteCap.Write(Sites),
            Sites = Sites is { } cap ? devices.Select(d => SiteKeys.Of(cap, Traits(d), SiteMembers)).Distinct().Count() : 0,
            ApprovalBecause = ApprovalBecause,
        };
        if (Approvals.IsNeeded(batch) && !Unapproved)
            (batch.ApprovedBy, batch.ApprovedAt, batch.ApprovedFor) = (Bo, now, Approvals.Digest(batch));
        var requests = devices.Select((d, i) => Request(batch, d, Sites, SiteMembers, i, WaveSizes.WaveOf(sizes, i), now)).ToList();
        await Database.Console.WriteAsync(db =>
        {
            db.Add(batch);
            db.AddRange(requests);
            return Task.CompletedTask;
        }, default);
        return batch;
    }

    /// <summary>Rounds of every node's dispatcher side by side, the clock standing still within a round and moving on by 11 s between them.</summary>
    public async Task DispatchAsync(int rounds)
    {
        var dispatchers = _nodes.ConvertAll(n => n.GetRequiredService<Dispatcher>());
        for (var round = 0; round < rounds; round++)
        {
            await UnderWayAsync(Task.WhenAll(dispatchers.Select(d => d.StepAsync(default))), PassAsync);
            await SettleAsync(Task.WhenAll(dispatchers.Select(d => d.IdleAsync())), PassAsync);
            await PassAsync(TimeSpan.FromSeconds(11));
        }
    }

    /// <summary>The whole engine goes on for this long, sending and following, a minute at a time, or until something is so.</summary>
    public async Task PlayAsync(TimeSpan time, Func<bool>? until = null)
    {
        for (var end = Time.GetUtcNow() + time; Time.GetUtcNow() < end && until?.Invoke() is not true; await PassAsync(TimeSpan.FromSeconds(49)))
        {
            await DispatchAsync(1);
            await UnderWayAsync(_nodes[^1].GetServices<IHostedService>().OfType<Tracker>().Single().RoundAsync(default), PassAsync);
        }
    }

    /// <summary>Waits for what was taken up. What waits for its turn to be sent waits on the shared clock, so that one goes on as well.</summary>
    public static Task SettleAsync(Task takenUp, Func<TimeSpan, Task> pass) => WaitAsync(takenUp, TimeSpan.FromMilliseconds(200), pass);

    /// <summary>
    /// Waits for work during which the clock stands still. Should it wait for the clock itself (a read that has to be tried again does), that goes on after five
    /// real seconds: whatever becomes of the test then, it ends.
    /// </summary>
    public static Task UnderWayAsync(Task work, Func<TimeSpan, Task> pass) => WaitAsync(work, TimeSpan.FromSeconds(5), pass);

    /// <summary>Polly waits for reads that are still under way, and does so on the shared clock: while that stands still, for ever.</summary>
    public static Task EndAsync(IAsyncDisposable node, Func<TimeSpan, Task> pass) => SettleAsync(node.DisposeAsync().AsTask(), pass);

    private static async Task WaitAsync(Task work, TimeSpan still, Func<TimeSpan, Task> pass)
    {
        var look = TimeSpan.FromMilliseconds(200);
        for (var second = 0; await Task.WhenAny(work, Task.Delay(second == 0 ? still : look, TimeProvider.System)) != work; second++)
        {
            Assert.True(second < 600, "It has not ended within ten minutes of the shared clock.");
            await pass(TimeSpan.FromSeconds(1));
        }

        await work;
    }

    /// <summary>Lets time pass while every node keeps its lease as it would.</summary>
    public Task PassAsync(TimeSpan time) => PassAsync(Time, _nodes, time);

    /// <summary>The same for the nodes of another rig.</summary>
    public static async Task PassAsync(FakeTimeProvider clock, IReadOnlyList<IServiceProvider> nodes, TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= KeepsLease)
        {
            clock.Advance(left < KeepsLease ? left : KeepsLease);
            foreach (var node in nodes)
                await node.GetRequiredService<Dispatcher>().HoldAsync(default);
        }
    }

    /// <summary>Rounds, one second apart, until something is so; fails after an hour of the shared clock.</summary>
    public async Task DispatchUntilAsync(Func<bool> isSo)
    {
        for (var second = 0; !isSo(); second++)
        {
            Assert.True(second < 3600, "It did not come about within an hour.");
            foreach (var dispatcher in _nodes.ConvertAll(n => n.GetRequiredService<Dispatcher>()))
            {
                await UnderWayAsync(dispatcher.StepAsync(default), PassAsync);
                await Task.WhenAny(dispatcher.IdleAsync(), Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System));
            }

            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Waits, the clock standing still, until the condition holds.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        while (!condition())
            await pace.WaitForNextTickAsync(patience.Token);
    }

    public bool IsAny(DeviceState state) => Database.Console.ReadAsync(db => db.Requests.AnyAsync(r => r.State == state)).GetAwaiter().GetResult();

    public Task<List<DeviceRequest>> RequestsAsync() => Database.Console.ReadAsync(db => db.Requests.OrderBy(r => r.Position).ToListAsync());

    public async Task<DeviceRequest> OnlyRequestAsync() => Assert.Single(await RequestsAsync());

    public Task<List<string>> AuditTypesAsync() => Database.Console.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync());

    /// <summary>POSTs of a wipe that reached the tenant, whatever became of them.</summary>
    public IReadOnlyList<LoggedRequest> Posts => [.. Tenant.Requests.All.Where(r => r.Method == "POST" && r.Path.EndsWith("/wipe", StringComparison.OrdinalIgnoreCase))];

    public int WipePosts => Posts.Count;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await EndAsync(node, AdvanceAsync);
        await Tenant.DisposeAsync();
        Database.Dispose();
    }

    private Task AdvanceAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }

    private static DeviceRequest Request(Batch batch, DeviceFacts facts, SiteCap? cap, SiteMembers members, int position, int wave, DateTimeOffset now) =>
        Request(batch, ConfirmedIdentity.From(facts), cap is null ? default : (SiteKeys.OfTag(facts.Autopilot?.GroupTag), SiteKeys.OfName(facts.Name, cap.Letters), cap.By == SiteRule.Group ? SiteKeys.Of(cap, Traits(facts), members) : null), position, wave, now);

    private static SiteTraits Traits(DeviceFacts facts) => new(facts.Name, facts.Autopilot?.GroupTag, facts.EntraDeviceId);

    private static DeviceRequest Request(Batch batch, ConfirmedIdentity confirmed, (string? Tag, string? Name, string? Group) site, int position, int wave, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        BatchId = batch.Id,
        Tenant = batch.Tenant,
        Kind = batch.Kind,
        Position = position,
        Wave = wave,
        DeviceKey = "i-" + confirmed.ManagedDeviceId,
        ManagedDeviceId = confirmed.ManagedDeviceId,
        EntraDeviceId = confirmed.EntraDeviceId,
        OpenManagedDeviceId = confirmed.ManagedDeviceId,
        OpenEntraDeviceId = confirmed.EntraDeviceId,
        Name = confirmed.Name,
        Serial = confirmed.Serial,
        Confirmed = confirmed,
        SiteTag = site.Tag,
        SiteName = site.Name,
        SiteGroup = site.Group,
        CreatedAt = now,
        ChangedAt = now,
        ReleasedCodes = [],
    };
}
