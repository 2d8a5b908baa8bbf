using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Engine.Tracking;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Entra;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Operations;

/// <summary>
/// The engine as the product composes it, on a database of its own, over real HTTPS against a practice tenant that shares its clock. Only the sign-in of
/// people is the test's. Its loops are stepped by hand.
/// </summary>
internal sealed class WholeEngine : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("whole-engine-").FullName;
    private readonly EmptyDatabase _database = new();
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider _services = null!;

    private WholeEngine(PracticeTenant tenant, FakeTimeProvider time, IEnumerable<(string Key, string? Value)> settings)
    {
        (Tenant, Time, Session) = (tenant, time, new PracticeSession(tenant, time));
        _settings = new(_database.Settings)
        {
            ["Keys:File"] = Path.Combine(_folder, "console.key"),
            ["AzureAd:TenantId"] = EntraIds.TenantId,
            ["Graph:ApplicationReads"] = "true",
        };
        foreach (var (key, value) in settings)
            _settings[key] = value;
    }

    public PracticeTenant Tenant { get; }
    public FakeTimeProvider Time { get; }
    public PracticeSession Session { get; }
    public Admin Ada => AdminOf("ada");

    /// <summary>POSTs of a wipe that reached the tenant, whatever became of them.</summary>
    public IReadOnlyList<LoggedRequest> Posts => [.. Tenant.Requests.All.Where(r => r.Method == "POST" && r.Path.EndsWith("/wipe", StringComparison.OrdinalIgnoreCase))];

    public static async Task<WholeEngine> StartAsync(params (string Key, string? Value)[] settings)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var tenant = await PracticeTenant.StartAsync(new PracticeOptions { Devices = 150, Speed = 1 }, time);
        var engine = new WholeEngine(tenant, time, settings);
        await engine.BeginAsync();
        return engine;
    }

    /// <summary>A persona of the tenant who has just signed in.</summary>
    public Admin AdminOf(string persona)
    {
        var account = Session.AccountOf(persona);
        return new(account.HomeObjectId, account.HomeTenantId, account.ObjectId, account.TenantId, account.Name, account.UserPrincipalName, AccessLevel.Operator) { SignedInAt = Time.GetUtcNow() };
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The process ends and the next one starts on the same database.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        await BeginAsync();
    }

    /// <summary>From the inventory over selection and review to a confirmed batch, as the pages do it.</summary>
    public async Task<Guid> ConfirmAsync(params string[] names)
    {
        var batch = await TryConfirmAsync(names);
        Assert.True(batch.Refused is null, batch.Refused?.Message);
        return batch.Value;
    }

    /// <summary>The same, as far as it goes.</summary>
    public Task<Outcome<Guid>> TryConfirmAsync(params string[] names) => TryConfirmAsync(OrderKind.AutopilotReset, names);

    public async Task<Outcome<Guid>> TryConfirmAsync(OrderKind kind, params string[] names)
    {
        await SyncAsync();
        var selection = await Get<IDeviceCatalogue>().SelectAsync(Ada, new Choice.Pasted(string.Join('\n', names)), default);
        Assert.Null(selection.Refused);
        var review = await ReviewAsync(Ada, selection.Value!.Id, kind);
        return review.Refused is { } refused ? refused : await ConfirmAsync(Ada, review.Value!, null);
    }

    /// <summary>Reads the inventory to its end, as the application.</summary>
    public Task SyncAsync() =>
        PracticeRig.UnderWayAsync(Get<InventorySync>().RunAsync("app", Session.AccountOf("ada"), new SyncProgress(Get<ChangeFeed>(), Time), default), PassAsync);

    /// <summary>Has a selection read live to its end.</summary>
    public async Task<Outcome<Review>> ReviewAsync(Admin admin, Guid selectionId, OrderKind kind)
    {
        var started = await Get<IResetDesk>().StartReviewAsync(admin, selectionId, kind, default);
        if (started.Refused is { } refused)
            return refused;
        await PracticeRig.UnderWayAsync(Get<ReviewReader>().ReadAsync(started.Value, default), PassAsync);
        return (await Get<IResetDesk>().GetReviewAsync(admin, started.Value, default))!;
    }

    /// <summary>Confirms all that a review shows.</summary>
    public Task<Outcome<Guid>> ConfirmAsync(Admin admin, Review review, Timing? timing, SiteCap? sites = null) => Get<IResetDesk>().ConfirmAsync(admin, new Confirmation
    {
        ReviewId = review.Id,
        FrozenHash = review.FrozenHash,
        NextUser = NextUser.SomebodyElse,
        TypedCount = $"{review.Total}",
        TypedSerial = review.Kind == OrderKind.Wipe ? review.Devices[0].Serial : null,
        Justification = "Leaver hands it to a colleague",
        Timing = timing,
        Sites = sites,
    }, default);

    /// <summary>Rounds of the dispatcher, eleven seconds apart.</summary>
    public async Task DispatchAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await PracticeRig.UnderWayAsync(Get<Dispatcher>().StepAsync(default), PassAsync);
            await PracticeRig.SettleAsync(Get<Dispatcher>().IdleAsync(), PassAsync);
            await PassAsync(TimeSpan.FromSeconds(11));
        }
    }

    private Task PassAsync(TimeSpan time) => PracticeRig.PassAsync(Time, [_services], time);

    /// <summary>Looks whenever one is due, for as long as is said.</summary>
    public async Task FollowAsync(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        while (await Get<ConsoleDatabase>().ReadAsync(db => db.Requests.MinAsync(r => r.NextLookAt)) is { } next && next <= end)
        {
            if (next > Time.GetUtcNow())
                Time.SetUtcNow(next);
            await PracticeRig.UnderWayAsync(Get<IEnumerable<IHostedService>>().OfType<Tracker>().Single().RoundAsync(default), PassAsync);
        }
    }

    public Task<List<DeviceRequest>> RequestsAsync() => Get<ConsoleDatabase>().ReadAsync(db => db.Requests.OrderBy(r => r.Position).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Tenant.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Another process on the same database.</summary>
    public ServiceProvider AddNode()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(Time).AddLogging(l => l.SetMinimumLevel(LogLevel.Information));
        services.ConfigureHttpClientDefaults(h => h.ConfigurePrimaryHttpMessageHandler(Tenant.CreateHandler));
        services.AddSingleton<IHostApplicationLifetime, ApplicationLifetime>();
        services.AddEngine(configuration);
        services.AddSingleton<IEntraSession>(Session);
        services.AddHttpClient("otlp").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false });
        return services.BuildServiceProvider();
    }

    private async Task BeginAsync()
    {
        _services = AddNode();
        await EngineStart.PrepareAsync(_services, default);
        await Get<ConsoleDatabase>().WriteAsync(db => GuardRows.EnsureAsync(db, Get<TenantIdentity>().TenantId, default), default);

        // What the host would start of telemetry: its providers, not our loops.
        foreach (var provider in Get<IEnumerable<IHostedService>>().Where(h => h.GetType().Namespace?.StartsWith("OpenTelemetry", StringComparison.Ordinal) == true))
            await provider.StartAsync(default);
    }

    private async Task EndAsync()
    {
        await _services.DisposeAsync();
        _database.CloseConnections();
    }
}
