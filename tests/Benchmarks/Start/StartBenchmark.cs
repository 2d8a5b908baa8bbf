using System.Diagnostics;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Simulator;

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
            var console = await PublishedConsole.PathAsync(options, Path.Combine(folder, "console"));
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

    private static async Task<(double Seconds, double IdleMiB)> StartAsync(string dll, PracticeTenant tenant, string folder, bool idle)
    {
        var clock = Stopwatch.StartNew();
        await using var console = PublishedConsole.Start(dll, tenant, folder);
        await console.FirstPageAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        if (idle)
            await Task.Delay(Settle, TimeProvider.System);
        console.Process.Refresh();
        return (seconds, console.Process.WorkingSet64 / 1048576.0);
    }
}
