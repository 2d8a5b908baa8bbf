using System.Globalization;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Simulator;
using Microsoft.Playwright;

namespace AutopilotReset.Benchmarks.Selection;

/// <summary>
/// 50,000 serials by CSV through the published console in Chromium, with an inventory of 100,000: from the file being taken to the reviewed first answer in view, the peak memory of the
/// console's process, and what the review page takes for an interaction while the devices are read live behind it. The process is started anew after the sync, so that its peak is not the
/// sync's, and has reviewed one list of <see cref="Before"/> devices before: a console runs for weeks, and its first minute is another figure (<c>start</c>).
/// </summary>
internal static class SelectionBenchmark
{
    /// <summary>Devices of the list that is reviewed before: just long enough to be answered by the inventory first.</summary>
    private const int Before = 600;

    private const double BoundSeconds = 5, BoundMiB = 300, BoundMs = 200;

    /// <summary>Guards that let such a list be reviewed at all; their defaults do not.</summary>
    private static readonly Dictionary<string, string> Guards = new() { ["Guards__DevicesPerBatch"] = "100000", ["Guards__DevicesPer24Hours"] = "100000" };

    public static async Task<int> RunAsync(Options options)
    {
        var (devices, rows) = (options.Number("devices", 100_000), options.Number("rows", 50_000));
        var folder = Directory.CreateTempSubdirectory("selection-benchmark-").FullName;
        try
        {
            var dll = await PublishedConsole.PathAsync(options, Path.Combine(folder, "console"));
            var data = Path.Combine(folder, "tenant");
            await using var tenant = await PracticeTenant.StartAsync(new PracticeOptions { DataFolder = data, Devices = devices }, TimeProvider.System);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", ChromiumSandbox = false, Args = ["--disable-gpu", "--disable-quic"] });
            await using (var first = PublishedConsole.Start(dll, tenant, data, Guards))
            {
                await first.FirstPageAsync();
                await SelectionPage.SyncAsync(browser, first.Address, devices);
            }

            var serials = tenant.Fleet.Read(v => v.Devices.Where(d => d.Key.StartsWith("LT-", StringComparison.Ordinal)).Select(d => d.Intune?.SerialNumber).OfType<string>().ToList());
            await using var console = PublishedConsole.Start(dll, tenant, data, Guards);
            await console.FirstPageAsync();
            var page = await SelectionPage.OpenAsync(browser, console.Address);
            await page.ReviewAsync(SerialFile.Write(Path.Combine(folder, "before.csv"), serials, Before).Path);
            await page.ReadToTheEndAsync();
            await page.StartAnewAsync();
            return await MeasureAsync(console, page, SerialFile.Write(Path.Combine(folder, "serials.csv"), serials, rows), devices, options.Number("rounds", 10));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(PublishedConsole console, SelectionPage page, SerialFile file, int devices, int rounds)
    {
        var (before, cpu) = (PeakMiB(console), Cpu(console));
        var (chosenSeconds, seconds, chosen, unclear) = await page.ReviewAsync(file.Path);

        // A few devices of the practice fleet share what they are called by, and are rightly not taken.
        if (chosen + unclear != file.Rows || chosen > file.Known || chosen < file.Known * 0.999)
            throw new InvalidOperationException($"{file.Known} devices and {file.Unclear} unclear lines were expected, not {chosen} and {unclear}.");
        var (afterAnswer, used) = (PeakMiB(console), Cpu(console) - cpu);
        var interactions = await page.InteractAsync(rounds);
        var peak = PeakMiB(console);
        var all = interactions.Values.SelectMany(v => v).Order().ToList();
        var p95 = all[(int)Math.Ceiling(all.Count * 0.95) - 1];
        return new Report("selection", seconds, "s", BoundSeconds, seconds < BoundSeconds && peak < BoundMiB && p95 < BoundMs, new Dictionary<string, object>
        {
            ["what"] = "from the file being taken to the reviewed first answer in view, Chromium",
            ["inventory"] = devices,
            ["rows"] = file.Rows,
            ["reviewedBefore"] = Before,
            ["chosen"] = chosen,
            ["unclearLines"] = unclear,
            ["consoleCpuSeconds"] = Math.Round(used, 3),
            ["selectionSeconds"] = Math.Round(chosenSeconds, 3),
            ["peakMiB"] = peak,
            ["peakBoundMiB"] = BoundMiB,
            ["peakAtFirstAnswerMiB"] = afterAnswer,
            ["peakBeforeMiB"] = before,
            ["interactionP95Ms"] = Math.Round(p95, 1),
            ["interactionBoundMs"] = BoundMs,
            ["interactionWorstMs"] = Math.Round(all[^1], 1),
            ["interactionMedianMs"] = interactions.ToDictionary(i => i.Key, i => Math.Round(Report.Median(i.Value), 1)),
            ["interactionMostMs"] = interactions.ToDictionary(i => i.Key, i => Math.Round(i.Value.Max(), 1)),
            ["interactions"] = all.Count,
            ["readLiveMeanwhile"] = await page.ReadLiveAsync(),
            ["browser"] = page.Browser,
            ["cores"] = Environment.ProcessorCount,
        }).Write();
    }

    private static double Cpu(PublishedConsole console)
    {
        console.Process.Refresh();
        return console.Process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Peak resident memory since the process began, as Linux counts it.</summary>
    private static double PeakMiB(PublishedConsole console)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{console.Process.Id}/status")).Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return Math.Round(double.Parse(string.Concat(line.Where(char.IsDigit)), CultureInfo.InvariantCulture) / 1024, 1);
    }
}
