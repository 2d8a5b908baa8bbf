using System.Diagnostics;
using System.Net;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Simulator;

namespace AutopilotReset.Benchmarks.Start;

/// <summary>
/// The published console against a practice tenant: from the process's start to the first page, and its memory when idle. Two first pages: that of somebody signed in, whose session an earlier
/// process began (keys, session and page), and that of anybody else, which leads to Entra; the slower one's median is the value. The very first start also makes the database and is not counted.
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
            var console = await PublishedConsole.PathAsync(options, Path.Combine(folder, "console"));
            var data = Path.Combine(folder, "tenant");
            await using var tenant = await PracticeTenant.StartAsync(new PracticeOptions { DataFolder = data }, TimeProvider.System);
            using var admin = new Visitor();
            var first = await FirstEverAsync(console, tenant, data, admin);
            var (pages, doors, idle) = (new List<double>(), new List<double>(), 0.0);
            for (var round = 0; round < options.Number("rounds", 3); round++)
            {
                using var nobody = new Visitor();
                doors.Add((await StartAsync(console, tenant, data, nobody, HttpStatusCode.Redirect, TimeSpan.Zero)).Seconds);
                var page = await StartAsync(console, tenant, data, admin, HttpStatusCode.OK, round == 0 ? Settle : TimeSpan.Zero);
                pages.Add(page.Seconds);
                idle = round == 0 ? page.MiB : idle;
            }

            var seconds = Math.Max(Report.Median(pages), Report.Median(doors));
            return new Report("start", seconds, "s", BoundSeconds, seconds < BoundSeconds && idle < IdleBoundMiB, new Dictionary<string, object>
            {
                ["idleMiB"] = Math.Round(idle, 1),
                ["idleBoundMiB"] = IdleBoundMiB,
                ["idleAfterSeconds"] = Settle.TotalSeconds,
                ["firstStartSeconds"] = Math.Round(first, 2),
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

    /// <summary>Makes the database, and begins the session that the later starts find.</summary>
    private static async Task<double> FirstEverAsync(string dll, PracticeTenant tenant, string folder, Visitor admin)
    {
        var clock = Stopwatch.StartNew();
        await using var console = PublishedConsole.Start(dll, tenant, folder);
        await console.FirstPageAsync(admin, HttpStatusCode.Redirect);
        var seconds = clock.Elapsed.TotalSeconds;
        await admin.SignInAsync(console.Address);
        return seconds;
    }

    private static async Task<(double Seconds, double MiB)> StartAsync(
        string dll, PracticeTenant tenant, string folder, Visitor visitor, HttpStatusCode expected, TimeSpan settle)
    {
        var clock = Stopwatch.StartNew();
        await using var console = PublishedConsole.Start(dll, tenant, folder);
        await console.FirstPageAsync(visitor, expected);
        var seconds = clock.Elapsed.TotalSeconds;
        if (settle > TimeSpan.Zero)
            await Task.Delay(settle, TimeProvider.System);
        console.Process.Refresh();
        return (seconds, console.Process.WorkingSet64 / 1048576.0);
    }
}
