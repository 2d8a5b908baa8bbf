using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Faults.Child;
using AutopilotReset.Testing.Hosting;
using AutopilotReset.Testing.Sending;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Harness;

/// <summary>How a stage is set up.</summary>
/// <param name="Devices">Ordinary devices that can be confirmed.</param>
/// <param name="PostgresServer">Connection string of a server on which the stage makes a database of its own; else a SQLite file.</param>
/// <param name="Factor">How much faster the console's monotonic clock runs; the tenant's limits are raised alike.</param>
internal sealed record StageOptions(int Devices, double Factor = Stage.UsualFactor, int WritesPer20Seconds = 190, string? DatabaseFolder = null, string? PostgresServer = null);

/// <summary>The practice tenant and consoles as processes of their own, on one database, and what there is to be judged afterwards.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>A dead holder's lease and a new one's wait take 2.6 s instead of 26; faster, and a busy machine would lose leases for want of processor time.</summary>
    public const double UsualFactor = 10;

    private readonly StageOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("faults-").FullName;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };
    private readonly HashSet<string> _frozen = new(StringComparer.OrdinalIgnoreCase);
    private readonly PostgresStage? _postgres;
    private ChildProcess? _tenant;
    private JsonObject _settings = [];

    private Stage(StageOptions options) =>
        (_options, _postgres) = (options, options.PostgresServer is { } server ? new PostgresStage(server, _folder) : null);

    public Uri Console { get; } = new($"http://127.0.0.1:{FreePort()}");

    public string DatabaseFile => Path.Combine(_options.DatabaseFolder ?? Path.Combine(_folder, "data"), "console.db");

    private Uri Control => new(_settings["control"]!.GetValue<string>());

    public static async Task<Stage> SetAsync(StageOptions options)
    {
        var stage = new Stage(options);
        var data = Path.Combine(stage._folder, "data");
        var fleet = 160 + (int)Math.Ceiling(options.Devices * 1.3);
        stage._tenant = await ChildProcess.StartAsync(Programs.Tenant,
            ["--no-console", "--port", "0", "--data", data, "--devices", fleet.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string>(), "Ready");
        stage._settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "practice.json")))!.AsObject();
        int Raised(int limit) => (int)(limit * options.Factor);
        await stage.PatchAsync("/settings", new
        {
            limits = new
            {
                intuneWrites = Raised(200),
                intuneAny = Raised(10_000),
                enrollmentWrites = Raised(100),
                enrollmentAny = Raised(5_000),
                directoryUnits = Raised(40_000),
            },
        });
        return stage;
    }

    /// <summary>Starts a console on the stage's database.</summary>
    /// <param name="dll">With or without failpoints.</param>
    /// <param name="more">Further variables.</param>
    public Task<ChildProcess> StartConsoleAsync(string? dll = null, params (string Name, string Value)[] more) =>
        ChildProcess.StartAsync(dll ?? Programs.Console, ["console"], Environment(Console, more), "Application started");

    /// <summary>Starts a further console beside the first, at an address of its own.</summary>
    public Task<ChildProcess> StartSecondConsoleAsync() => StartConsoleAsync(more: ("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort()}"));

    /// <summary>Starts a worker as it is published, on the stage's PostgreSQL.</summary>
    public Task<ChildProcess> StartWorkerAsync() =>
        ChildProcess.StartAsync(Programs.Worker, [], Environment(new Uri($"http://127.0.0.1:{FreePort()}"), []), "Application started");

    private Dictionary<string, string> Environment(Uri address, (string Name, string Value)[] more)
    {
        var environment = _settings["console"]!.AsObject().ToDictionary(s => s.Key, s => s.Value!.GetValue<string>());
        environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        environment["ConnectionStrings__Console"] = $"Data Source={DatabaseFile}";
        environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        environment["Graph__WritesPer20Seconds"] = _options.WritesPer20Seconds.ToString(CultureInfo.InvariantCulture);
        environment["Guards__DevicesPerBatch"] = "10000";
        environment["Guards__ApprovalAboveDevices"] = "10000";
        environment["Guards__DevicesPer24Hours"] = "100000";
        environment[ConsoleChild.Factor] = _options.Factor.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in _postgres?.Settings.Concat(more) ?? more)
            environment[name] = value;
        return environment;
    }

    /// <summary>Confirms this many devices as Ada; from now on the oracle admits them.</summary>
    public async Task<Confirmed> ConfirmAsync(Person ada, int devices)
    {
        var confirmed = await ada.ConfirmAsync(devices);
        _frozen.UnionWith(confirmed.Devices);
        return confirmed;
    }

    public async Task PatchAsync(string path, object change) => (await _http.PatchAsJsonAsync(new Uri(Control, path), change)).EnsureSuccessStatusCode();

    /// <summary>Sets a fault at the tenant.</summary>
    public async Task FaultAsync(object fault) => (await _http.PostAsJsonAsync(new Uri(Control, "/faults"), fault)).EnsureSuccessStatusCode();

    /// <summary>Takes every fault back.</summary>
    public async Task NoFaultsAsync() => (await _http.DeleteAsync(new Uri(Control, "/faults"))).EnsureSuccessStatusCode();

    public ConsoleDbContext OpenDatabase() => _postgres?.Open() ?? (ConsoleDbContext)new SqliteConsoleDbContext(new DbContextOptionsBuilder<SqliteConsoleDbContext>()
        .UseSqlite($"Data Source={DatabaseFile};Pooling=False", o => o.CommandTimeout(120)).Options);

    public async Task<T> AskAsync<T>(Func<ConsoleDbContext, Task<T>> ask)
    {
        await using var db = OpenDatabase();
        return await ask(db);
    }

    /// <summary>Wipe POSTs that the tenant has received so far.</summary>
    public async Task<SendLog> LogAsync() => await SendLog.ReadAsync(_http, Control);

    public async Task<SendVerdict> JudgeAsync()
    {
        var record = await AskAsync(db => SendRecord.ReadAsync(db));
        return SendOracle.Judge(await LogAsync(), record, new SendTerms(_frozen, _options.WritesPer20Seconds, TimeSpan.FromSeconds(20 / _options.Factor)));
    }

    /// <summary>Asks until it holds; for what other processes do, never for sleeping.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Not within {within.TotalSeconds} s: {what}");
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_tenant is not null)
            await _tenant.DisposeAsync();
        _http.Dispose();
        _postgres?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
