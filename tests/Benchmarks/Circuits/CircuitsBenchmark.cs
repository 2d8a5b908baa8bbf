using System.Diagnostics;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Benchmarks.Sending;
using AutopilotReset.Simulator;
using Microsoft.Playwright;

namespace AutopilotReset.Benchmarks.Circuits;

/// <summary>
/// Many people watch one batch while it is sent at the product's own full rate: from an order's acceptance at the tenant to the page on which it can be read, over every page and every order (the value: the
/// 95th percentile); what the console's process grows by for each page; and whether the sending keeps its rate. Everybody watches before the first order, and nobody draws: the pages' own cost in a
/// browser is not the console's. Tenant and watchers share one process beside the console's.
/// </summary>
internal static class CircuitsBenchmark
{
    private const double BoundSeconds = 1;
    private const double BoundMiB = 1.5;
    private const double BoundRate = 0.97;

    /// <summary>The most that the product can be set to.</summary>
    private const int WritesPer20Seconds = 190;

    /// <summary>Pages that open at the same moment.</summary>
    private const int AtOnce = 10;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    public static async Task<int> RunAsync(Options options)
    {
        var (people, circuits, devices) = (options.Number("people", 50), options.Number("circuits", 1000), options.Number("devices", 400));
        var folder = Directory.CreateTempSubdirectory("circuits-benchmark-").FullName;
        try
        {
            var dll = await PublishedConsole.PathAsync(options, Path.Combine(folder, "console"));
            var data = Path.Combine(folder, "tenant");
            await using var tenant = await PracticeTenant.StartAsync(
                new PracticeOptions { DataFolder = data, Devices = devices * 2 + 300, FurtherOperators = people, Speed = 1 }, TimeProvider.System);
            await using var console = PublishedConsole.Start(dll, tenant, data, new Dictionary<string, string>
            {
                ["Graph__WritesPer20Seconds"] = Report.Of($"{WritesPer20Seconds}"),
                ["Guards__DevicesPerBatch"] = Report.Of($"{devices}"),
                ["Guards__DevicesPer24Hours"] = Report.Of($"{devices}"),
                ["Guards__ApprovalAboveDevices"] = Report.Of($"{devices}"),
            });
            await console.FirstPageAsync();
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", ChromiumSandbox = false, Args = ["--disable-gpu", "--disable-quic"] });
            var asker = await BatchOnPages.SignInAsync(browser, console.Address, devices);
            var path = await BatchOnPages.ConfirmAndPauseAsync(asker, console.Address, [.. TenantChild.Confirmed(tenant, devices).Select(d => d.Serial!)]);
            return await WatchAsync(new Watch(tenant, console, path, devices), people, circuits, () => BatchOnPages.ResumeAsync(asker));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> WatchAsync(Watch watch, int people, int circuits, Func<Task> resumeAsync)
    {
        var visitors = new List<Visitor>();
        var pages = new List<WatchedPage>();
        try
        {
            for (var n = 1; n <= people; n++)
            {
                visitors.Add(new Visitor());
                await visitors[^1].SignInAsync(watch.Console.Address, Report.Of($"op{n}"));
            }

            // One page warms up what is made once: somebody else's, since a page left open a moment ago counts among the few that a person may have.
            visitors.Add(new Visitor());
            await visitors[^1].SignInAsync(watch.Console.Address, "bo");
            await using (await WatchedPage.OpenAsync(visitors[^1], watch.Console.Address, watch.Path))
            {
            }

            var before = watch.MiB;
            var clock = Stopwatch.StartNew();
            for (var opened = 0; opened < circuits; opened += AtOnce)
                pages.AddRange(await Task.WhenAll(Enumerable.Range(opened, Math.Min(AtOnce, circuits - opened)).Select(i => WatchedPage.OpenAsync(visitors[i % people], watch.Console.Address, watch.Path))));
            var openSeconds = clock.Elapsed.TotalSeconds;
            var idle = watch.MiB;
            var alreadySent = watch.Tenant.Orders.All.Count;
            var cpu = watch.CpuSeconds;
            clock.Restart();
            await resumeAsync();
            var most = await watch.SentAsync(Longest);
            var busy = (watch.CpuSeconds - cpu) / clock.Elapsed.TotalSeconds;
            return Write(watch, pages, new Costs(before, idle, most, openSeconds, busy), alreadySent);
        }
        finally
        {
            await Task.WhenAll(pages.Select(p => p.DisposeAsync().AsTask()));
            visitors.ForEach(v => v.Dispose());
        }
    }

    private static int Write(Watch watch, IReadOnlyList<WatchedPage> pages, Costs costs, int alreadySent)
    {
        var orders = watch.Tenant.Orders.All.Select(o => o.Time).Order().ToList();
        var seconds = Latency.Of(orders, alreadySent, pages);
        var achieved = (orders.Count - alreadySent - 1) / (orders[^1] - orders[alreadySent]).TotalSeconds / (WritesPer20Seconds / 20.0);
        var perPage = (costs.MostMiB - costs.BeforeMiB) / pages.Count;
        var ended = pages.Count(p => p.Fault is not null);
        var once = watch.Tenant.Orders.All.CountBy(o => o.ManagedDeviceId).All(d => d.Value == 1) && orders.Count == watch.Devices;
        var p95 = seconds.At(0.95);
        return new Report("circuits", p95, "s to 95 % of what is shown", BoundSeconds,
            p95 <= BoundSeconds && perPage <= BoundMiB && achieved >= BoundRate && ended == 0 && once, new Dictionary<string, object>
            {
                ["circuits"] = pages.Count,
                ["devices"] = watch.Devices,
                ["medianSeconds"] = Math.Round(seconds.At(0.5), 2),
                ["worstSeconds"] = Math.Round(seconds.At(1), 2),
                ["neverShown"] = seconds.Missing,
                ["mibPerCircuit"] = Math.Round(perPage, 2),
                ["mibPerCircuitIdle"] = Math.Round((costs.IdleMiB - costs.BeforeMiB) / pages.Count, 2),
                ["mibPerCircuitBound"] = BoundMiB,
                ["dispatch"] = Math.Round(achieved, 3),
                ["dispatchBound"] = BoundRate,
                ["eachOnce"] = once,
                ["pagesEnded"] = ended,
                ["why"] = pages.FirstOrDefault(p => p.Fault is not null)?.Fault ?? "none",
                ["secondsToOpenAll"] = Math.Round(costs.OpenSeconds, 1),
                ["drawings"] = pages.Sum(p => p.Drawings),
                ["kibPerDrawing"] = Math.Round(pages.Sum(p => p.Bytes) / 1024.0 / Math.Max(1, pages.Sum(p => p.Drawings)), 1),
                ["consoleBusyCores"] = Math.Round(costs.BusyCores, 2),
                ["cores"] = Environment.ProcessorCount,
            }).Write();
    }

    private sealed record Costs(double BeforeMiB, double IdleMiB, double MostMiB, double OpenSeconds, double BusyCores);

    private sealed record Watch(PracticeTenant Tenant, PublishedConsole Console, string Path, int Devices)
    {
        public double MiB
        {
            get
            {
                Console.Process.Refresh();
                return Console.Process.WorkingSet64 / 1048576.0;
            }
        }

        public double CpuSeconds
        {
            get
            {
                Console.Process.Refresh();
                return Console.Process.TotalProcessorTime.TotalSeconds;
            }
        }

        /// <summary>Until the last order, and a little longer for the pages to hear of it; the most memory meanwhile.</summary>
        public async Task<double> SentAsync(TimeSpan longest)
        {
            var clock = Stopwatch.StartNew();
            var (most, all) = (0.0, TimeSpan.MaxValue);
            while (clock.Elapsed < all)
            {
                if (clock.Elapsed > longest)
                    throw new InvalidOperationException($"Only {Tenant.Orders.All.Count} of {Devices} devices were ordered within {longest.TotalMinutes} minutes.");
                most = Math.Max(most, MiB);
                if (all == TimeSpan.MaxValue && Tenant.Orders.All.Count >= Devices)
                    all = clock.Elapsed + TimeSpan.FromSeconds(10);
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            }

            return most;
        }
    }
}
