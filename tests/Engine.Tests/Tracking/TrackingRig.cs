using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Engine.Tracking;
using AutopilotReset.Engine.Verification;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Fleet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>Tracking and repair composed as in the product, over real HTTPS against a practice tenant that shares their clock.</summary>
internal sealed class TrackingRig : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider _node;

    private TrackingRig(PracticeTenant tenant, FakeTimeProvider time, Dictionary<string, string?> settings)
    {
        (Tenant, Time, _settings) = (tenant, time, settings);
        Session = new ConsentingSession(tenant, time);
        Database = new TestDatabase(AuditSchema.Sqlite);
        _node = NewNode();
    }

    public PracticeTenant Tenant { get; }
    public FakeTimeProvider Time { get; }
    public ConsentingSession Session { get; }
    public TestDatabase Database { get; }
    public Admin Ada => Session.AdminOf("ada") with { SignedInAt = Time.GetUtcNow() };
    public Repairs Repairs => _node.GetRequiredService<Repairs>();
    public EngineHealth Health => _node.GetRequiredService<EngineHealth>();

    public HealthRow TrackingHealth => Health.Rows.Single(r => r.What == Tracker.HealthName);

    public static Task<TrackingRig> StartAsync(params (string Key, string Value)[] settings) => StartAsync(150, settings);

    public static async Task<TrackingRig> StartAsync(int devices, params (string Key, string Value)[] settings)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var tenant = await PracticeTenant.StartAsync(new PracticeOptions { Devices = devices, Speed = 1 }, time);
        return new TrackingRig(tenant, time, settings.ToDictionary(s => s.Key, s => (string?)s.Value));
    }

    public PracticeDevice Device(string name) => Tenant.Fleet.Find(name) ?? throw new InvalidOperationException($"No device {name}.");

    /// <summary>The process ends and another one starts on the same database.</summary>
    public async Task RestartAsync()
    {
        await PracticeRig.EndAsync(_node, PassAsync);
        _node = NewNode();
    }

    /// <summary>Snapshot, POST and rows as dispatch leaves them.</summary>
    /// <param name="state">Unknown: the answer was lost.</param>
    /// <param name="taken"><c>false</c>: nothing is sent at all.</param>
    public async Task<Guid> OrderAsync(
        string name, OrderKind kind = OrderKind.AutopilotReset, NextUser next = NextUser.SomebodyElse, DeviceState state = DeviceState.Pending, bool taken = true)
    {
        var account = Account.Of(Ada);
        var facts = await _node.GetRequiredService<LiveDevices>().ReadAsync(Device(name).Intune!.Id, account, null, default);
        var now = Time.GetUtcNow();
        var rows = PracticeOrder.From(facts!, account, kind, next, state, now, now + TimeSpan.FromMinutes(1));
        if (taken)
        {
            var answer = await _node.GetRequiredService<WipeSender>().PostAsync(new WipeOrder(rows.Attempt.Id, facts!.ManagedDeviceId!, kind, account, rows.Batch.Id), () => null, default);
            Assert.Equal(204, answer.Status);
        }

        await Database.Console.WriteAsync(db =>
        {
            db.AddRange(rows.Batch, rows.Request, rows.Attempt);
            return Task.CompletedTask;
        }, default);
        return rows.Request.Id;
    }

    /// <summary>Lets time pass, stopping at each due look.</summary>
    public async Task FollowAsync(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        while (await NextLookAsync() is { } next && next <= end)
        {
            if (next > Time.GetUtcNow())
                Time.SetUtcNow(next);

            // After a restart the lease of the process before has to run out.
            if (await RoundAsync() == 0)
                Time.Advance(TimeSpan.FromSeconds(2));
        }

        if (end > Time.GetUtcNow())
            Time.SetUtcNow(end);
    }

    public Task<int> RoundAsync() => RoundAsync(_node);

    public async Task<int> RoundAsync(IServiceProvider node)
    {
        var round = TrackerOf(node).RoundAsync(default);
        await PracticeRig.UnderWayAsync(round, PassAsync);
        return await round;
    }

    /// <summary>Lets the tracker run by itself, as the host does.</summary>
    public Task StartTrackerAsync() => TrackerOf(_node).StartAsync(default);

    /// <summary>Another process on the same database.</summary>
    public ServiceProvider AnotherProcess() => NewNode();

    /// <summary>Moves the clock, five seconds for each few milliseconds of real waiting, until the condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(4), TimeProvider.System);
        while (!condition())
        {
            await pace.WaitForNextTickAsync(patience.Token);
            Time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    public DeviceRequest Request(Guid id) => Database.Console.ReadAsync(db => db.Requests.SingleAsync(r => r.Id == id)).GetAwaiter().GetResult();

    public IReadOnlyList<string> Audit(Guid id) =>
        Database.Console.ReadAsync(db => db.AuditEntries.Where(e => e.RequestId == id).OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync()).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await PracticeRig.UnderWayAsync(TrackerOf(_node).StopAsync(default), PassAsync);
        await PracticeRig.EndAsync(_node, PassAsync);
        await Tenant.DisposeAsync();
        Database.Dispose();
    }

    private Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }

    private static Tracker TrackerOf(IServiceProvider node) => node.GetServices<IHostedService>().OfType<Tracker>().Single();

    private Task<DateTimeOffset?> NextLookAsync() => Database.Console.ReadAsync(db => db.Requests.MinAsync(r => r.NextLookAt));

    private ServiceProvider NewNode()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time).AddLogging();
        services.ConfigureHttpClientDefaults(h => h.ConfigurePrimaryHttpMessageHandler(Tenant.CreateHandler));
        services.AddSingleton(Database.Reopen()).AddSingleton(TestDatabase.Identity);
        services.AddSingleton<IEntraSession>(Session).AddSingleton<Standings>().AddSingleton<EngineHealth>();
        services.AddGraph(configuration).AddTracking(configuration).AddVerification();
        return services.BuildServiceProvider();
    }
}
