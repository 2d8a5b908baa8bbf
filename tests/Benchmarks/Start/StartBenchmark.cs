using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Benchmarks.Start;

/// <summary>
/// The published console against a practice tenant: from the process's start to the first page, and its memory when idle. Two first pages: that of somebody signed in, whose session an earlier
/// process began (the stricter: keys, session and page; it is the bounded value), and that of anybody else, which leads to Entra. The very first start also makes the database and is not counted.
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
            var data = Path.Combine(folder, "tenant");
            await using var tenant = await PracticeTenant.StartAsync(new PracticeOptions { DataFolder = data }, TimeProvider.System);
            using var person = new Person();
            var first = await StartAsync(console, tenant, data, person, HttpStatusCode.Redirect, TimeSpan.Zero, signIn: true);
            var (pages, doors, idle) = (new List<double>(), new List<double>(), 0.0);
            for (var round = 0; round < options.Number("rounds", 3); round++)
            {
                using var nobody = new Person();
                doors.Add((await StartAsync(console, tenant, data, nobody, HttpStatusCode.Redirect, settle: TimeSpan.Zero)).Seconds);
                var page = await StartAsync(console, tenant, data, person, HttpStatusCode.OK, settle: round == 0 ? Settle : TimeSpan.Zero);
                pages.Add(page.Seconds);
                idle = Math.Max(idle, page.IdleMiB);
            }

            var seconds = Math.Max(Report.Median(pages), Report.Median(doors));
            return new Report("start", seconds, "s", BoundSeconds, seconds < BoundSeconds && idle < IdleBoundMiB, new Dictionary<string, object>
            {
                ["idleMiB"] = Math.Round(idle, 1),
                ["idleBoundMiB"] = IdleBoundMiB,
                ["idleAfterSeconds"] = Settle.TotalSeconds,
                ["firstStartSeconds"] = Math.Round(first.Seconds, 2),
                ["signedIn"] = pages.Select(s => Math.Round(s, 2)).ToArray(),
                ["signedOut"] = doors.Select(s => Math.Round(s, 2)).ToArray(),
                ["cores"] = Environment.ProcessorCount,
            }).Write();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, double IdleMiB)> StartAsync(string console, PracticeTenant tenant, string folder, Person person, HttpStatusCode expected, TimeSpan settle, bool signIn = false)
    {
        var address = new Uri(Report.Of($"http://localhost:{FreePort()}"));
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, ArgumentList = { console }, WorkingDirectory = Path.GetDirectoryName(console)! };
        foreach (var (name, value) in ConsoleSettings.For(folder, tenant.ProxyAddress, address))
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The console did not start.");
        try
        {
            await FirstPageAsync(process, address, person, expected, clock);
            var seconds = clock.Elapsed.TotalSeconds;
            if (signIn)
                await person.SignInAsync(address);
            if (settle > TimeSpan.Zero)
                await Task.Delay(settle, TimeProvider.System);
            process.Refresh();
            return (seconds, settle > TimeSpan.Zero ? process.WorkingSet64 / 1048576.0 : 0);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task FirstPageAsync(Process process, Uri address, Person person, HttpStatusCode expected, Stopwatch clock)
    {
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The console ended with {process.ExitCode} before it was ready; its reason stands above.");
            if (clock.Elapsed > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException("The console did not answer within a minute.");
            try
            {
                var status = await person.HomeAsync(address);
                if (status != expected)
                    throw new InvalidOperationException($"The first page was answered with {(int)status}, not {(int)expected}.");
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

        // As deployed: for a known system, so that code is compiled ahead.
        if (RuntimeInformation.RuntimeIdentifier is "linux-x64" or "win-x64")
        {
            foreach (var argument in new[] { "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained" })
                start.ArgumentList.Add(argument);
        }

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
