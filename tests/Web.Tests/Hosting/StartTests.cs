using AutopilotReset.Engine.Hosting;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Web.Hosting;

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
