using AutopilotReset.Engine.Hosting;
using System.Net;
using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Web.Hosting;
using AutopilotReset.Engine.Hosting.Checks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Web.Tests.Access.Testing;

/// <summary>
/// The real console on a real port against a practice tenant in this process, over real HTTPS through its proxy. Its clock can be moved on;
/// the tenant's is the wall's.
/// </summary>
internal sealed class TestConsole : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private readonly string _folder;
    private readonly CapturedLog _log = new();
    private WebApplication _app = null!;

    private TestConsole(PracticeTenant tenant, string folder, Dictionary<string, string?> settings, FakeTimeProvider clock) =>
        (Tenant, _folder, _settings, Clock) = (tenant, folder, settings, clock);

    public PracticeTenant Tenant { get; }

    public FakeTimeProvider Clock { get; }

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public IEntraSession Entra => Services.GetRequiredService<IEntraSession>();

    /// <summary>What the console logged since it runs, with the levels of its own defaults.</summary>
    public IReadOnlyList<string> Log => _log.Lines;

    public string Database => Path.Combine(_folder, "console.db");

    private string Source => $"Data Source={Database}";

    public static async Task<TestConsole> StartAsync(params (string Key, string? Value)[] settings)
    {
        var tenant = await PracticeTenant.StartAsync(new PracticeOptions { Devices = 1 }, TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("console-access-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.pem"), tenant.AuthorityPem);
        var console = new TestConsole(tenant, folder, Settings(folder, settings), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        console.CreateDatabase();
        await console.RunAsync();
        return console;
    }

    /// <summary>The same console as another process: same files, same tenant, nothing in memory.</summary>
    public async Task<TestConsole> RestartAsync()
    {
        await StopAsync();
        var next = new TestConsole(Tenant, _folder, _settings, Clock);
        await next.RunAsync();
        return next;
    }

    /// <summary>Forgets what wraps the keys, as a restore without the key file does.</summary>
    public void LoseKeyFile() => File.Delete(Database + ".key");

    public Account AccountOf(string persona)
    {
        var person = Tenant.Personas[persona];
        return new(person.HomeObjectId, person.HomeTenantId, person.ObjectId, EntraIds.TenantId, person.DisplayName, person.UserPrincipalName);
    }

    public Browser OpenBrowser() => new(this);

    public long Count(string table, string where = "1=1") => (long)Scalar($"SELECT COUNT(*) FROM {table} WHERE {where}")!;

    public object? Scalar(string sql)
    {
        using var connection = new SqliteConnection(Source);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Tenant.DisposeAsync();

        // Its own and no other's: consoles of other tests are at work in this process, and a pool that is cleared under them may cost them a look at their database.
        foreach (var source in new[] { Source, SqliteFile.WithoutMaking(Source) })
        {
            using var connection = new SqliteConnection(source);
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static Dictionary<string, string?> Settings(string folder, (string Key, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["AzureAd:TenantId"] = EntraIds.TenantId,
            ["AzureAd:ClientId"] = EntraIds.ClientId,
            ["AzureAd:ClientCredentials:0:SourceType"] = "ClientSecret",
            ["AzureAd:ClientCredentials:0:ClientSecret"] = EntraIds.ClientSecret,
            ["ConnectionStrings:Console"] = $"Data Source={Path.Combine(folder, "console.db")}",
            ["Network:TrustedCaFile"] = Path.Combine(folder, "ca.pem"),
            ["Access:AuditorRoles:0"] = RoleIds.GlobalReader,
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        return settings;
    }

    /// <summary>Only while the model has no migrations of its own.</summary>
    private void CreateDatabase()
    {
        using var db = new SqliteConsoleDbContext(new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite($"Data Source={Database}").Options);
        if (!db.Database.GetMigrations().Any())
            db.Database.EnsureCreated();
    }

    /// <summary>As the process does it at its end: live connections are told first.</summary>
    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var builder = ConsoleHost.CreateBuilder(["--environment=Production", .. _settings.Where(s => s.Value is not null).Select(s => $"--{s.Key}={s.Value}")]);
        builder.Logging.ClearProviders().AddProvider(_log);
        Assert.Empty(ConfigurationCheck.Of(builder.Configuration, AddressChecks.Check));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(new OutboundHttp(NetworkTrust.FromFile(_settings["Network:TrustedCaFile"]!), new WebProxy(Tenant.ProxyAddress)));
        _app = ConsoleHost.Build(builder);
        await ConsoleHost.PrepareAsync(_app, CancellationToken.None);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }
}
