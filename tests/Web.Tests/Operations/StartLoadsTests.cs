using System.Diagnostics;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Web.Hosting;

namespace AutopilotReset.Web.Tests.Operations;

/// <summary>The real process, seen from outside: what is switched off is not even loaded.</summary>
public sealed class StartLoadsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Parts = ["OpenTelemetry.Exporter", "OpenTelemetry.Instrumentation", "OpenTelemetry.Extensions", "MailKit", "MimeKit"];
    private readonly string _folder = Directory.CreateTempSubdirectory("console-loads-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_NothingSwitchedOn_LoadsNeitherExportersNorMail()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var loaded = await LoadedAsync();
        Assert.Contains(loaded, l => l.EndsWith("AutopilotReset.Engine.dll", StringComparison.Ordinal));

        // OpenTelemetry's two base libraries are looked at when the model's mappings are sought among our types; nothing of them runs.
        Assert.DoesNotContain(loaded, l => Parts.Any(part => l.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_PrometheusOn_LoadsIt()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Assert.Contains(await LoadedAsync(("Telemetry__Prometheus", "Loopback")), l => l.Contains("OpenTelemetry.Exporter", StringComparison.Ordinal));
    }

    /// <summary>Files that the process has mapped once it listens.</summary>
    private async Task<IReadOnlyList<string>> LoadedAsync(params (string Key, string Value)[] more)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ConsoleHost).Assembly.Location]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var (key, value) in ((string, string)[])[
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("Urls", "http://127.0.0.1:0"), ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
            ("AzureAd__TenantId", EntraIds.TenantId), ("AzureAd__ClientId", EntraIds.ClientId), ("AzureAd__ClientCredentials__0__SourceType", "ClientSecret"),
            ("AzureAd__ClientCredentials__0__ClientSecret", EntraIds.ClientSecret), ("ConnectionStrings__Console", $"Data Source={Path.Combine(_folder, "console.db")}"), .. more])
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            var said = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                said.Add(line);
                if (line.Contains("Application started", StringComparison.Ordinal))
                    return [.. (await File.ReadAllLinesAsync($"/proc/{process.Id}/maps", limit.Token)).Select(l => l.Split(' ')[^1]).Where(l => l.EndsWith(".dll", StringComparison.Ordinal)).Distinct()];
            }

            throw new InvalidOperationException(string.Join('\n', said) + await process.StandardError.ReadToEndAsync(limit.Token));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
