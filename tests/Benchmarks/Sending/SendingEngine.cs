using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>
/// The engine's sending side as the product composes it, on a database with the product's settings, with another <see cref="SendLimit"/> in place of the
/// product's: that is the only way to send faster than 190 in 20 seconds.
/// </summary>
internal sealed class SendingEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TenantOffer _offer;

    /// <param name="wire">The way to the tenant.</param>
    /// <param name="settings">Where the database is.</param>
    /// <param name="limit">In place of the product's.</param>
    /// <param name="factor">By which the tenant's limits are raised, those for reads as well.</param>
    public SendingEngine(TenantWire wire, IReadOnlyDictionary<string, string?> settings, SendLimit limit, int factor)
    {
        _offer = wire.Offer;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Graph:ApplicationReads"] = "true",
            ["Guards:DevicesPer24Hours"] = "100000",
            ["Guards:DevicesPerBatch"] = "10000",
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System).AddLogging();
        services.ConfigureHttpClientDefaults(h => h.ConfigurePrimaryHttpMessageHandler(wire.Handler));
        services.AddSingleton<IEntraSession>(new GivenTokens(_offer)).AddSingleton<Standings>().AddSingleton<EngineHealth>();
        services.AddSingleton(limit);
        services.AddConsoleData(configuration).AddGraph(configuration).AddGuards(configuration).AddDispatch();
        services.AddSingleton(new ReadBudget(TimeProvider.System, factor));
        _services = services.BuildServiceProvider();
    }

    public ConsoleDatabase Database => _services.GetRequiredService<ConsoleDatabase>();

    public SendPace Pace => _services.GetRequiredService<SendPace>();

    public ConsoleDbContext Open() => _services.GetRequiredService<Func<ConsoleDbContext>>()();

    /// <summary>Makes the tables and the audit's triggers as a start of the console does.</summary>
    public Task PrepareAsync() => new DatabaseStart(Open, alone: true).MigrateAsync(default);

    /// <summary>Starts all that runs by itself: the dispatcher, what renews its lease, and what hears of other nodes.</summary>
    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StartAsync(default);
    }

    public async Task StopAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
            await service.StopAsync(default);
    }

    /// <summary>One confirmed batch of all devices that the tenant offered.</summary>
    public async Task<Guid> ConfirmAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var ada = new Account(_offer.Admin[0], _offer.Admin[1], _offer.Admin[2], _offer.Admin[3], _offer.Admin[4], _offer.Admin[5]);
        var batch = new Batch
        {
            Id = Guid.CreateVersion7(now),
            Tenant = BenchDatabase.Tenant.TenantId,
            Kind = OrderKind.AutopilotReset,
            ReviewId = Guid.CreateVersion7(now),
            FrozenHash = "benchmark",
            NextUser = NextUser.SomebodyElse,
            Justification = "Benchmark",
            ConfirmedAt = now,
            ConfirmedBy = ada,
            StandsSince = now,
            SendsAs = ada,
        };
        await Database.WriteAsync(async db =>
        {
            await GuardRows.EnsureAsync(db, batch.Tenant, default);
            db.Add(batch);
            db.AddRange(_offer.Devices.Select((device, position) => Request(batch, device, position, now)));
        }, default);
        return batch.Id;
    }

    public Task<Dictionary<DeviceState, int>> StatesAsync() => Database.ReadAsync(db =>
        db.Requests.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static DeviceRequest Request(Batch batch, ConfirmedIdentity confirmed, int position, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        BatchId = batch.Id,
        Tenant = batch.Tenant,
        Kind = batch.Kind,
        Position = position,
        DeviceKey = "i-" + confirmed.ManagedDeviceId,
        ManagedDeviceId = confirmed.ManagedDeviceId,
        EntraDeviceId = confirmed.EntraDeviceId,
        OpenManagedDeviceId = confirmed.ManagedDeviceId,
        OpenEntraDeviceId = confirmed.EntraDeviceId,
        Name = confirmed.Name,
        Serial = confirmed.Serial,
        Confirmed = confirmed,
        CreatedAt = now,
        ChangedAt = now,
    };

    /// <summary>Tokens that the tenant gave beforehand: getting them from Entra is not what is measured.</summary>
    private sealed class GivenTokens(TenantOffer offer) : IEntraSession
    {
        public Task<string> TokenForAdminAsync(Account account, Guid? loan, IReadOnlyCollection<string> scopes, string? claims, CancellationToken stop) => Task.FromResult(offer.AdminToken);

        public Task<string> TokenForApplicationAsync(string? claims, CancellationToken stop) => Task.FromResult(offer.ApplicationToken);

        public Task<Standing> AskStandingAsync(Account account, Guid? loan, CancellationToken stop) =>
            Task.FromResult(new Standing(StandingKind.Confirmed, AccessLevel.Operator, "", TimeProvider.System.GetUtcNow()));

        public Task LendAsync(Account account, Guid loan, CancellationToken stop) => Task.CompletedTask;

        public Task ReturnLoanAsync(Guid loan, CancellationToken stop) => Task.CompletedTask;
    }
}
