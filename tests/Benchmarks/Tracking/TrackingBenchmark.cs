using System.Diagnostics;

namespace AutopilotReset.Benchmarks.Tracking;

/// <summary>
/// 100,000 armed devices on a played clock of three hours, 2,000 of them resetting meanwhile: how long after a device did something our database knows it,
/// and what Graph was asked for it, counted by the tenant. Twice: with action results in list pages, and, for the record, without. Then the memory of the
/// engine alone, in a process of its own on the real clock.
/// </summary>
internal static class TrackingBenchmark
{
    private const double BoundMinutes = 5;
    private const int SweepLimit = 200;
    private const int IntuneLimit = 1_200;
    private const int DirectoryLimit = 2_100;
    private const double MemoryBoundMiB = 600;

    public static async Task<int> RunAsync(Options options)
    {
        var folder = Directory.CreateTempSubdirectory("tracking-benchmark-").FullName;
        try
        {
            var (with, withDetails) = await PlayAsync(options, listsResults: true, Path.Combine(folder, "with.db"));
            var (without, withoutDetails) = await PlayAsync(options, listsResults: false, Path.Combine(folder, "without.db"));
            var memory = await TrackingMemory.MeasureAsync(options.Number("devices", 100_000), folder);
            var details = new Dictionary<string, object>
            {
                ["devices"] = options.Number("devices", 100_000),
                ["online"] = options.Number("online", 2_000),
                ["playedHours"] = options.Number("hours", 3),
                ["withResults"] = withDetails,
                ["withoutResults"] = withoutDetails,
                ["enginePeakMiB"] = Math.Round(memory, 1),
                ["enginePeakBoundMiB"] = MemoryBoundMiB,
                ["cores"] = Environment.ProcessorCount,
            };
            var holds = with.P95 <= BoundMinutes && with.WithinLimits && without.WithinLimits && memory < MemoryBoundMiB;
            return new Report("tracking", with.P95, "min", BoundMinutes, holds, details).Write();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(Figures Figures, Dictionary<string, object> Details)> PlayAsync(Options options, bool listsResults, string file)
    {
        var clock = Stopwatch.StartNew();
        var play = new TrackingPlay(options.Number("devices", 100_000), options.Number("online", 2_000), options.Number("hours", 3), listsResults, file);
        var outcome = await play.RunAsync();
        var latencies = outcome.Latencies();
        var all = latencies.Values.SelectMany(l => l).ToList();
        var (window, shorter) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10));
        var (sweeps, intune, directory) = (outcome.Sweeps(window), outcome.IntuneReads(window), outcome.DirectoryReads(shorter));
        var figures = new Figures(
            Quantile(all, 0.95), all.Count > 0 && sweeps <= SweepLimit && intune <= IntuneLimit && directory <= DirectoryLimit && outcome.Violations == 0);
        var details = new Dictionary<string, object>
        {
            ["p95Minutes"] = Round(figures.P95),
            ["events"] = all.Count,
            ["neverSeen"] = all.Count(double.IsInfinity),
            ["byProgress"] = latencies.ToDictionary(l => l.Key, l => new { count = l.Value.Count, p50 = Round(Quantile(l.Value, 0.5)), p95 = Round(Quantile(l.Value, 0.95)), max = Round(Quantile(l.Value, 1)) }),
            ["mostSweepPagesIn20s"] = $"{sweeps} of {SweepLimit}",
            ["mostIntuneReadsIn20s"] = $"{intune} of {IntuneLimit}",
            ["mostDirectoryUnitsIn10s"] = $"{directory} of {DirectoryLimit}",
            ["violations"] = outcome.Violations,
            ["looks"] = outcome.Looks,
            ["sweepPages"] = outcome.Pages,
            ["reads"] = outcome.Reads.Count,
            ["realSeconds"] = Math.Round(clock.Elapsed.TotalSeconds),
        };
        System.Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(details));
        return (figures, details);
    }

    private static double Quantile(IReadOnlyList<double> values, double part)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[(int)Math.Ceiling(part * sorted.Count) - 1];
    }

    /// <summary>JSON has no infinity: what was never seen is said as the highest number.</summary>
    private static double Round(double minutes) => double.IsFinite(minutes) ? Math.Round(minutes, 2) : double.MaxValue;

    private sealed record Figures(double P95, bool WithinLimits);
}
