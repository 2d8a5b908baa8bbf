using AutopilotReset.Engine.Hosting;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Web.Tests.Hosting;

/// <summary>The real process: what a failed start looks like at the terminal.</summary>
public sealed class StartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("console-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_MistakesEverywhere_NamesEachAndExits()
    {
        var (code, error, output) = await RunAsync(("AzureAd__TenantId", "x"), ("Graph__WritesPer20Seconds", "500"), ("ConnectionStrings__Console", null));

        Assert.Equal(StartFailure.ExitCode, code);
        Assert.Equal(4, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("  AzureAd:TenantId: ", error, StringComparison.Ordinal);
        Assert.Contains("  Graph:WritesPer20Seconds: ", error, StringComparison.Ordinal);
        Assert.Contains("  ConnectionStrings:Console: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseIsNone_SaysSoInALine()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "console.db"), new string('x', 8192));

        var (code, error, output) = await RunAsync();

        Assert.Equal(StartFailure.ExitCode, code);
        Assert.Contains("  ConnectionStrings:Console: the database cannot be used", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseIsAFolder_SaysSoInALine()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "console.db"));

        var (code, error, output) = await RunAsync();

        Assert.Equal(StartFailure.ExitCode, code);
        Assert.Contains("  ConnectionStrings:Console: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CertificateMissing_SaysSoInALine()
    {
        var (code, error, output) = await RunAsync(
            ("AzureAd__ClientCredentials__0__SourceType", "Path"), ("AzureAd__ClientCredentials__0__ClientSecret", null),
            ("AzureAd__ClientCredentials__0__CertificateDiskPath", Path.Combine(_folder, "none.pfx")));

        Assert.Equal(StartFailure.ExitCode, code);
        Assert.Equal(2, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("  AzureAd:ClientCredentials:0:CertificateDiskPath: the file ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
    }

    /// <summary>A console that could change its own audit does not run.</summary>
    [Fact]
    public async Task Start_AuditTriggerRemoved_SaysSoInALine()
    {
        var file = Path.Combine(_folder, "console.db");
        await using (var db = new SqliteConsoleDbContext(new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options))
        {
            await db.Database.MigrateAsync();
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER AuditEntries_NoDelete");
        }

        var (code, error, output) = await RunAsync();

        Assert.Equal(StartFailure.ExitCode, code);
        Assert.Contains("  ConnectionStrings:Console: the audit's trigger AuditEntries_NoDelete is missing", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseOfAnotherTenant_SaysSoInALine()
    {
        var file = Path.Combine(_folder, "console.db");
        await using (var db = new SqliteConsoleDbContext(new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options))
        {
            await db.Database.MigrateAsync();
            await db.Database.ExecuteSqlRawAsync("INSERT INTO DeploymentStamp (DeploymentId, TenantId, Cloud, At) VALUES ('00000000-0000-7000-8000-000000000001', '11111111-1111-1111-1111-111111111111', 'Public', 0)");
        }

        var (code, error, output) = await RunAsync();

        Assert.Equal(StartFailure.ExitCode, code);
        Assert.Contains("  ConnectionStrings:Console: this database belongs to tenant 11111111-1111-1111-1111-111111111111", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_SaysSoInALine()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, error, _) = await RunAsync(("Urls", $"http://127.0.0.1:{port}"));

        Assert.Equal(StartFailure.ExitCode, code);
        Assert.Contains($"  Urls: http://127.0.0.1:{port} cannot be listened on", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Error, string Output)> RunAsync(params (string Key, string? Value)[] changes)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ConsoleHost).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        };
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Urls"] = "http://127.0.0.1:0",
            ["AzureAd__TenantId"] = EntraIds.TenantId,
            ["AzureAd__ClientId"] = EntraIds.ClientId,
            ["AzureAd__ClientCredentials__0__SourceType"] = "ClientSecret",
            ["AzureAd__ClientCredentials__0__ClientSecret"] = EntraIds.ClientSecret,
            ["ConnectionStrings__Console"] = $"Data Source={Path.Combine(_folder, "console.db")}",
        };
        foreach (var (key, value) in changes)
            settings[key] = value;
        foreach (var (key, value) in settings)
            start.Environment[key] = value;

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await error, await output);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
