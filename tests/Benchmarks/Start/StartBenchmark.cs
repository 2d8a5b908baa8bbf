using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Benchmarks.Start;

/// <summary>
/// The published console against a practice tenant: from the process's start to the first answered page, and its memory when idle. The very first start also makes the database;
/// the value is the median of the starts after it.
/// </summary>
internal static class StartBenchmark
{
    private const double BoundSeconds = 3;
    private const double IdleBoundMiB = 250;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(Options options)
    {
        var folder = Directory.CreateTempSubdirectory("start-benchmark-").FullName;
        try
        {
            var console = options.Text("console", "") is { Length: > 0 } given ? given : await PublishAsync(Path.Combine(folder, "console"));
            await using var tenant = await PracticeTenant.StartAsync(new PracticeOptions { DataFolder = Path.Combine(folder, "tenant") }, TimeProvider.System);
            var first = await StartAsync(console, tenant, Path.Combine(folder, "tenant"), idle: false);
            var later = new List<(double Seconds, double IdleMiB)>();
            for (var round = 0; round < options.Number("rounds", 3); round++)
                later.Add(await StartAsync(console, tenant, Path.Combine(folder, "tenant"), idle: round == 0));
            var (seconds, idle) = (Report.Median(later.Select(l => l.Seconds)), later.Max(l => l.IdleMiB));
            return new Report("start", seconds, "s", BoundSeconds, seconds < BoundSeconds && idle < IdleBoundMiB, new Dictionary<string, object>
            {
                ["idleMiB"] = Math.Round(idle, 1),
                ["idleBoundMiB"] = IdleBoundMiB,
                ["idleAfterSeconds"] = Settle.TotalSeconds,
                ["firstStartSeconds"] = Math.Round(first.Seconds, 2),
                ["starts"] = later.Select(l => Math.Round(l.Seconds, 2)).ToArray(),
                ["cores"] = Environment.ProcessorCount,
            }).Write();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, double IdleMiB)> StartAsync(string console, PracticeTenant tenant, string folder, bool idle)
    {
        var address = new Uri(Report.Of($"http://localhost:{FreePort()}"));
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, ArgumentList = { console }, WorkingDirectory = Path.GetDirectoryName(console)! };
        foreach (var (name, value) in ConsoleSettings.For(folder, tenant.ProxyAddress, address))
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The console did not start.");
        try
        {
            await FirstPageAsync(process, address, clock);
            var seconds = clock.Elapsed.TotalSeconds;
            if (idle)
                await Task.Delay(Settle, TimeProvider.System);
            process.Refresh();
            return (seconds, process.WorkingSet64 / 1048576.0);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Any answer to "/" counts that is no server error: nobody is signed in, so it leads to Entra.</summary>
    private static async Task FirstPageAsync(Process process, Uri address, Stopwatch clock)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The console ended with {process.ExitCode} before it was ready; its reason stands above.");
            if (clock.Elapsed > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException("The console did not answer within a minute.");
            try
            {
                using var answer = await http.GetAsync(address);
                if (answer.StatusCode < HttpStatusCode.InternalServerError)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static async Task<string> PublishAsync(string to)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, ArgumentList = { "publish", Path.Combine(Root(), "src", "Web", "Web.csproj"), "-c", "Release", "-o", to, "-v", "q", "--nologo" } };
        using var publish = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(to, "AutopilotReset.Web.dll") : throw new InvalidOperationException("The console could not be published.");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AutopilotReset.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Run it inside the repository, or name a published console with --console PATH.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
