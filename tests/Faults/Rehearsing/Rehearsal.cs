using AutopilotReset.Engine;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Tracking;
using AutopilotReset.Faults.Child;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Testing.Sending;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Faults.Rehearsing;

/// <summary>
/// The whole engine with everything that runs by itself, in this process, against a practice tenant over real HTTPS; both live by one adjustable clock.
/// </summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rehearsal-").FullName;
    private readonly Dictionary<string, string?> _settings;
    private readonly HashSet<string> _frozen = new(StringComparer.OrdinalIgnoreCase);
    private readonly TenantClock _clock;
    private IHost? _host;

    private Rehearsal(PracticeTenant tenant, TenantClock clock, Dictionary<string, string?> settings)
    {
        (Tenant, _clock, _settings) = (tenant, clock, settings);
        Session = new ConsentingSession(tenant, clock.Ours);
        DatabaseFile = Path.Combine(_folder, "console.db");
    }

    public const int Limit = 190;

    public PracticeTenant Tenant { get; }

    public ConsentingSession Session { get; }

    public Admin Ada => Session.AdminOf("ada") with { SignedInAt = _clock.Ours.GetUtcNow() };

    /// <summary>The tenant's time; ours may be set off from it.</summary>
    public DateTimeOffset Now => _clock.Time.GetUtcNow();

    /// <summary>The engine's database; its key file lies beside it.</summary>
    public string DatabaseFile { get; private set; }

    public IResetDesk Desk => Get<IResetDesk>();

    public IDeviceCatalogue Catalogue => Get<IDeviceCatalogue>();

    /// <param name="devices">Ordinary devices that can be confirmed.</param>
    /// <param name="settings">Beyond the usual.</param>
    public static async Task<Rehearsal> BeginAsync(int devices, params (string Key, string Value)[] settings)
    {
        var clock = new TenantClock();
        var tenant = await PracticeTenant.StartAsync(new PracticeOptions { Devices = 160 + (int)Math.Ceiling(devices * 1.3), Speed = 1 }, clock.Time);
        (tenant.Limits.IntuneAny, tenant.Limits.EnrollmentAny, tenant.Limits.DirectoryUnits) = (1_000_000, 1_000_000, 1_000_000);
        var rehearsal = new Rehearsal(tenant, clock, settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        await rehearsal.StartAsync();
        return rehearsal;
    }

    public T Get<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    /// <summary>Chooses, reviews and confirms ordinary devices by the console's contract, time passing meanwhile.</summary>
    public async Task<Confirmed> ConfirmAsync(int devices, WavePlan? waves = null) => await ConfirmAsync(await ReviewAsync(devices), waves);

    /// <summary>Chooses and reviews ordinary devices.</summary>
    public async Task<Review> ReviewAsync(int devices) =>
        Accepted(await DriveAsync(ConfirmEndpoint.ReviewAsync(Ada, Catalogue, Desk, devices, CancellationToken.None)));

    /// <summary>Confirms a review; from now on the oracle admits its devices.</summary>
    public async Task<Confirmed> ConfirmAsync(Review review, WavePlan? waves = null)
    {
        var confirmed = Accepted(await DriveAsync(ConfirmEndpoint.ConfirmAsync(Ada, Desk, review, CancellationToken.None, waves)));
        _frozen.UnionWith(confirmed.Devices);
        return confirmed;
    }

    /// <summary>Devices that were confirmed by another way; from now on the oracle admits them.</summary>
    public void Admit(IEnumerable<string> devices) => _frozen.UnionWith(devices);

    /// <summary>The value, or what was refused as a fault of the run.</summary>
    public static T Accepted<T>(Outcome<T> outcome) =>
        outcome.Refused is { } refused ? throw new InvalidOperationException($"{refused.Code}: {refused.Message}") : outcome.Value!;

    /// <summary>Nothing can be read singly, so nothing is sent; for what has to happen between the confirmation and the first send.</summary>
    public void BlockReads() => Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/managedDevices/*", Status = 503 });

    /// <summary>POSTs of a wipe so far.</summary>
    public IReadOnlyList<LoggedRequest> Posts => SendLog.Of(Tenant).Posts;

    /// <summary>Lets time pass until the work is done.</summary>
    public async Task<T> DriveAsync<T>(Task<T> work)
    {
        await _clock.RunAsync(() => Task.FromResult(work.IsCompleted), TimeSpan.FromHours(6));
        return await work;
    }

    /// <summary>Lets time pass, in steps, until it holds.</summary>
    /// <returns><c>false</c> when it did not within that time.</returns>
    public Task<bool> PassAsync(TimeSpan most, Func<Task<bool>>? until = null, TimeSpan? step = null) =>
        _clock.RunAsync(until ?? (() => Task.FromResult(false)), most, step);

    /// <summary>Until no device of any batch waits to be sent or is being sent.</summary>
    public Task<bool> DrainAsync(TimeSpan most, TimeSpan? step = null) =>
        PassAsync(most, async () => await CountAsync(DeviceState.Planned) + await CountAsync(DeviceState.Sending) + await CountAsync(DeviceState.Throttled) == 0, step);

    /// <summary>Our own wall clock is set forward or back; the monotonic one and the tenant's go on as they were.</summary>
    public void JumpTo(TimeSpan offset) => _clock.Offset = offset;

    public Task<int> CountAsync(DeviceState state) => AskAsync(db => db.Requests.CountAsync(r => r.State == state));

    public async Task<T> AskAsync<T>(Func<ConsoleDbContext, Task<T>> ask)
    {
        await using var db = new SqliteConsoleDbContext(new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite($"Data Source={DatabaseFile}").Options);
        return await ask(db);
    }

    public async Task<SendVerdict> JudgeAsync(bool clocksAgree = true) =>
        SendOracle.Judge(SendLog.Of(Tenant), await AskAsync(db => SendRecord.ReadAsync(db)), new SendTerms(_frozen, Limit, TimeSpan.FromSeconds(20), clocksAgree));

    /// <summary>A new process on the same database.</summary>
    public async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Console"] = $"Data Source={DatabaseFile}",
            ["AzureAd:TenantId"] = EntraIds.TenantId,
            ["Graph:ApplicationReads"] = "true",
            ["Graph:WritesPer20Seconds"] = $"{Limit}",
            ["Guards:DevicesPerBatch"] = "10000",
            ["Guards:ApprovalAboveDevices"] = "10000",
            ["Guards:DevicesPer24Hours"] = "100000",
        }).AddInMemoryCollection(_settings);
        builder.Services.AddSingleton<TimeProvider>(_clock.Ours).AddLogging(l => l.ClearProviders());
        builder.Services.ConfigureHttpClientDefaults(h => h.ConfigurePrimaryHttpMessageHandler(() => _clock.Watched(Tenant.CreateHandler())));
        builder.Services.AddEngine(builder.Configuration);
        builder.Services.AddSingleton<IEntraSession>(Session);
        _host = builder.Build();
        await EngineStart.PrepareAsync(_host.Services, CancellationToken.None);
        await _host.StartAsync();
    }

    /// <summary>Where a copy of the database can be put.</summary>
    public string NewFile() => Path.Combine(_folder, Path.GetRandomFileName() + ".db");

    /// <summary>The next start opens this file, with the key file of the one before.</summary>
    public void Restore(string file)
    {
        if (File.Exists(DatabaseFile + ".key"))
            File.Copy(DatabaseFile + ".key", file + ".key");
        DatabaseFile = file;
    }

    /// <summary>Ends the process in an orderly way, time passing meanwhile.</summary>
    public async Task StopAsync()
    {
        if (_host is not { } host)
            return;
        _host = null;
        var stopped = host.StopAsync();
        await _clock.RunAsync(() => Task.FromResult(stopped.IsCompleted), TimeSpan.FromMinutes(5));
        await stopped;
        host.Dispose();
        SqliteConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Tenant.DisposeAsync();
        _clock.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
