using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text.Json;
using AutopilotReset.Benchmarks.Fleet;

namespace AutopilotReset.Benchmarks.Inventory;

/// <summary>
/// Full sync of 100,000 devices, all three lists, join, search index and verdicts included, against merely downloading and tokenising the same pages in the same run.
/// Three processes: this one, the page host, and the one that is measured.
/// </summary>
internal static class InventoryBenchmark
{
    private const double Bound = 1.5;
    private const double MemoryBoundMiB = 400;

    public static async Task<int> RunAsync(Options options)
    {
        var devices = options.Number("devices", 100_000);
        var folder = Directory.CreateTempSubdirectory("inventory-benchmark-").FullName;
        try
        {
            var bytes = new FleetPages(devices).Render(Path.Combine(folder, "pages"));
            new FleetPages(5_000).Render(Path.Combine(folder, "small"));
            using var host = Child.Start("serve", "--pages", Path.Combine(folder, "pages"));
            using var small = Child.Start("serve", "--pages", Path.Combine(folder, "small"));
            var rounds = await MeasureAsync(options, folder, host, small);
            host.StandardInput.Close();
            small.StandardInput.Close();
            await Task.WhenAll(host.WaitForExitAsync(), small.WaitForExitAsync());
            return Judge(devices, bytes, rounds).Write();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<Round>> MeasureAsync(Options options, string folder, Process host, Process small)
    {
        var port = await host.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The page host did not start.");
        var smallPort = await small.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The small page host did not start.");
        using var child = Child.Start(
            "inventory-child", "--port", port, "--small", smallPort, "--folder", folder, "--rounds", options.Number("rounds", 5).ToString(CultureInfo.InvariantCulture));
        var rounds = new List<Round>();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            rounds.Add(JsonSerializer.Deserialize<Round>(line)!);
            System.Console.WriteLine(line);
        }

        await child.WaitForExitAsync();
        return child.ExitCode == 0 && rounds.Count > 0 ? rounds : throw new InvalidOperationException($"The measured process ended with {child.ExitCode}.");
    }

    /// <summary>As this program's runtimeconfig sets it for all its processes.</summary>
    private static string Collector()
    {
        var set = GC.GetConfigurationVariables();
        return string.Create(CultureInfo.InvariantCulture, $"{(GCSettings.IsServerGC ? "server" : "workstation")}, concurrent {set["ConcurrentGC"]}, conserve {set["GCConserveMem"]}, youngest generation at most {set["GCGen0MaxBudget"]} bytes");
    }

    private static Report Judge(int devices, long bytes, List<Round> rounds)
    {
        var baseline = Report.Median(rounds.Select(r => r.Baseline.Seconds));
        var sync = Report.Median(rounds.Select(r => r.Sync.Seconds));
        var peak = rounds.Max(r => r.PeakMiB);
        return new Report("inventory", sync / baseline, "x", Bound, sync / baseline <= Bound && peak < MemoryBoundMiB, new Dictionary<string, object>
        {
            ["devices"] = devices,
            ["entries"] = rounds[0].Sync.Count,
            ["jsonMiB"] = Math.Round(bytes / 1048576.0, 1),
            ["transport"] = "uncompressed over TLS on loopback; both sides use the product's client",
            ["baselineSeconds"] = Math.Round(baseline, 3),
            ["syncSeconds"] = Math.Round(sync, 3),
            ["firstSyncSeconds"] = Math.Round(rounds[0].Cold.Seconds, 3),
            ["baselineCpuSeconds"] = Math.Round(Report.Median(rounds.Select(r => r.Baseline.CpuSeconds)), 3),
            ["syncCpuSeconds"] = Math.Round(Report.Median(rounds.Select(r => r.Sync.CpuSeconds)), 3),
            ["syncCollections"] = rounds[^1].Sync.Collections,
            ["syncPauseSeconds"] = Math.Round(Report.Median(rounds.Select(r => r.Sync.PauseSeconds)), 3),
            ["peakMiB"] = Math.Round(peak, 1),
            ["peakBoundMiB"] = MemoryBoundMiB,
            ["gc"] = Collector(),
            ["rounds"] = rounds.Count,
            ["cores"] = Environment.ProcessorCount,
        });
    }
}
