using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tracking;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Fleet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Benchmarks.Tracking;

/// <summary>Something a device did, and when.</summary>
internal sealed record Happening(string Device, StepKind Kind, DateTimeOffset At);

/// <summary>
/// Tracker and tenant in one process on one adjustable clock (design.md, One clock): it moves a quarter of a second whenever both have nothing left to do
/// in the present one, so hours pass in minutes and no latency is hidden by a slow machine.
/// </summary>
internal sealed class TrackingPlay(int devices, int online, double hours, bool listsResults, string file)
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Orders are given until an hour before the end, so that their resets end within the play.</summary>
    private static readonly TimeSpan Last = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly Busy _busy = new();
    private readonly List<Happening> _happened = [];

    public async Task<TrackingOutcome> RunAsync()
    {
        await using var tenant = await PracticeTenant.StartAsync(new PracticeOptions { Devices = (int)(devices * 1.3) + 500, Speed = 1 }, _time);
        tenant.Settings.ListsActionResults = listsResults;
        tenant.Fleet.Happened = (device, step) => _happened.Add(new(device.Key, step.Kind, step.Due));
        using var bench = new BenchDatabase(file, _busy);
        foreach (var statement in AuditSchema.Sqlite)
            bench.Execute(statement);
        var fleet = new PlayedFleet(PlayedSession.Ada(tenant), Start, devices, online);
        await fleet.SeedAsync(tenant.Fleet, bench.Console);
        await using var engine = Compose(tenant, bench);
        var tracker = engine.GetServices<IHostedService>().OfType<Tracker>().Single();
        await tracker.StartAsync(CancellationToken.None);
        await PlayAsync(tenant, fleet, bench.Console, engine.GetRequiredService<WipeSender>());
        await StopAsync(tracker);
        var seen = await bench.Console.ReadAsync(db => db.AuditEntries.Where(e => e.ManagedDeviceId != null)
            .Select(e => new Evidence(e.ManagedDeviceId!, e.Type, e.At)).ToListAsync());
        return new TrackingOutcome(Names(tenant), fleet.Online, _happened, seen, tenant.Requests.All, tenant.Violations.All.Count, _time.GetUtcNow());
    }

    private ServiceProvider Compose(PracticeTenant tenant, BenchDatabase bench)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Graph:ApplicationReads"] = "true" }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time).AddLogging();
        services.ConfigureHttpClientDefaults(h => h.ConfigurePrimaryHttpMessageHandler(tenant.CreateHandler));
        services.AddSingleton(bench.Console).AddSingleton(BenchDatabase.Tenant);
        services.AddSingleton<IEntraSession>(new PlayedSession(tenant, _time)).AddSingleton<EngineHealth>();
        services.AddGraph(configuration).AddTracking(configuration);
        services.AddHttpClient(GraphClients.ReadingClient).AddHttpMessageHandler(() => _busy.Wire(_time));
        return services.BuildServiceProvider();
    }

    private async Task PlayAsync(PracticeTenant tenant, PlayedFleet fleet, ConsoleDatabase database, WipeSender wipe)
    {
        var end = Start + TimeSpan.FromHours(hours);
        var between = (TimeSpan.FromHours(hours) - Last) / Math.Max(1, online);
        for (var ordered = 0; _time.GetUtcNow() < end;)
        {
            _time.Advance(Step);
            while (ordered < online && Start + (between * ordered) <= _time.GetUtcNow())
                await OrderAsync(tenant, fleet, database, wipe, ordered++);
            await QuietAsync();
        }
    }

    /// <summary>The real POST, and the rows that dispatch leaves after it.</summary>
    private async Task OrderAsync(PracticeTenant tenant, PlayedFleet fleet, ConsoleDatabase database, WipeSender wipe, int number)
    {
        var device = tenant.Fleet.Find(fleet.Online[number])!;
        var (request, attempt) = tenant.Fleet.Read(view => fleet.Accepted(view, device, number, _time.GetUtcNow()));
        var answer = await wipe.PostAsync(new WipeOrder(attempt.Id, device.Intune!.Id, OrderKind.AutopilotReset, PlayedSession.Ada(tenant), fleet.OnlineBatch, "Measured"), () => null, CancellationToken.None);
        if (answer.Status != 204)
            throw new InvalidOperationException($"The order of {device.Key} was answered {answer.Status}: {answer.Body}");
        await PlayedFleet.InsertAsync(database, [request, attempt]);
    }

    /// <summary>Nothing is on the wire or in the database at several looks in a row.</summary>
    private async Task QuietAsync()
    {
        for (var quiet = 0; quiet < 3;)
        {
            for (var i = 0; i < 6; i++)
                await Task.Yield();
            quiet = _busy.Now ? 0 : quiet + 1;
            if (_busy.Now)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    private async Task StopAsync(Tracker tracker)
    {
        for (var stopping = tracker.StopAsync(CancellationToken.None); !stopping.IsCompleted;)
        {
            _time.Advance(Step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    private static Dictionary<string, string> Names(PracticeTenant tenant) =>
        tenant.Fleet.Read(v => v.Devices.Where(d => d.Intune is not null).ToDictionary(d => d.Key, d => d.Intune!.Id));
}
