using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Simulator;
using Microsoft.Playwright;

namespace AutopilotReset.Benchmarks.Keystroke;

/// <summary>
/// The devices page of the published console in Chromium, at 100,000 devices: from a key pressed in the search to the frame in which every row in view matches what then stands there.
/// The page's own wait for a pause in typing (150 ms) is part of it. The value is the median over names, serials and users; the bound is what people still take for "at once" in a search.
/// </summary>
internal static class KeystrokeBenchmark
{
    private const double BoundMs = 400;

    /// <summary><c>DeviceFilters.Debounce</c>.</summary>
    private const int DebounceMs = 150;

    public static async Task<int> RunAsync(Options options)
    {
        var devices = options.Number("devices", 100_000);
        var folder = Directory.CreateTempSubdirectory("keystroke-benchmark-").FullName;
        try
        {
            var dll = await PublishedConsole.PathAsync(options, Path.Combine(folder, "console"));
            await using var tenant = await PracticeTenant.StartAsync(new PracticeOptions { DataFolder = Path.Combine(folder, "tenant"), Devices = devices }, TimeProvider.System);
            await using var console = PublishedConsole.Start(dll, tenant, Path.Combine(folder, "tenant"));
            await console.FirstPageAsync();
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", ChromiumSandbox = false, Args = ["--disable-gpu", "--disable-quic"] });
            var page = await SearchPage.OpenAsync(browser, console.Address);
            var total = await page.InventoryAsync(devices);
            return await MeasureAsync(page, total, options.Number("rounds", 30));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(SearchPage page, int devices, int rounds)
    {
        var kinds = new Dictionary<string, List<double>> { ["name"] = [], ["serial"] = [], ["user"] = [] };
        var random = new Random(7);
        foreach (var wanted in await page.SomeAsync(random, devices, rounds))
        {
            foreach (var (kind, text) in new[] { ("name", wanted.Name), ("serial", wanted.Serial[..5]), ("user", wanted.User[..5]) })
            {
                if (await page.TypeAsync(text) is { } milliseconds)
                    kinds[kind].Add(milliseconds);
            }
        }

        var all = kinds.Values.SelectMany(k => k).Order().ToList();
        var median = Report.Median(all);
        return new Report("keystroke", median, "ms", BoundMs, median < BoundMs, new Dictionary<string, object>
        {
            ["what"] = "key pressed in the search to painted rows that match, Chromium",
            ["devices"] = devices,
            ["medianMs"] = kinds.Where(k => k.Value.Count > 0).ToDictionary(k => k.Key, k => Math.Round(Report.Median(k.Value), 1)),
            ["p95Ms"] = Math.Round(all[(int)(all.Count * 0.95)], 1),
            ["worstMs"] = Math.Round(all[^1], 1),
            ["debounceMs"] = DebounceMs,
            ["keystrokes"] = kinds.ToDictionary(k => k.Key, k => k.Value.Count),
            ["browser"] = page.Browser,
            ["cores"] = Environment.ProcessorCount,
        }).Write();
    }
}
