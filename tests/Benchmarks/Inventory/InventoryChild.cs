using System.Diagnostics;
using System.Text.Json;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Benchmarks.Inventory;

/// <summary>
/// The measured process: downloads and tokenises the pages, then syncs them, in turns. Before that, the process's first sync is timed for itself, and turns on a small fleet
/// let the runtime finish compiling both: the console syncs every half hour for as long as it runs.
/// </summary>
internal static class InventoryChild
{
    private const int WarmUps = 12;

    private static readonly Account Reader = new("u", "t", "u", "t", "bench", "bench@example");

    public static async Task<int> RunAsync(Options options)
    {
        var folder = options.Text("folder", ".");
        var small = LoopbackGraph.Clients(options.Number("small", 0));
        var clients = LoopbackGraph.Clients(options.Number("port", 0));
        var cold = await SyncAsync(clients, Path.Combine(folder, "cold.db"));
        for (var turn = 0; turn < WarmUps; turn++)
        {
            await TokeniseAsync(small);
            await SyncAsync(small, Path.Combine(folder, Report.Of($"warm-{turn}.db")));
        }

        for (var round = 0; round < options.Number("rounds", 3); round++)
        {
            var baseline = await TimeAsync(() => TokeniseAsync(clients));
            var sync = await SyncAsync(clients, Path.Combine(folder, Report.Of($"sync-{round}.db")));
            System.Console.WriteLine(JsonSerializer.Serialize(new Round(baseline, sync, cold, Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0)));
        }

        return 0;
    }

    /// <summary>The same client and the same links, page after page; each is read by Utf8JsonReader to its end and forgotten.</summary>
    private static async Task<int> TokeniseAsync(GraphClients clients)
    {
        using var http = clients.PageClient();
        var pages = new GraphPages(http, clients.Cloud, _ => Task.FromResult("token"), TimeProvider.System);
        var buffer = new PageBuffer();
        var tokens = 0;
        foreach (var source in InventorySource.All)
        {
            for (var next = source.First(clients.Cloud.Graph); next is not null;)
            {
                await pages.ReadAsync(next, buffer, false, CancellationToken.None);
                tokens += Tokens(buffer.Written);
                next = PageParser.PeekNextLink(buffer.Written) is { } link ? new Uri(link) : null;
            }
        }

        return tokens;
    }

    private static int Tokens(ReadOnlySpan<byte> page)
    {
        var reader = new Utf8JsonReader(page);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }

    /// <summary>Into a new database, which is there before the clock starts: the console makes its own once, at its first start.</summary>
    private static async Task<Timing> SyncAsync(GraphClients clients, string file)
    {
        using var database = new BenchDatabase(file);
        return await TimeAsync(() => SyncAsync(clients, database, "bench"));
    }

    /// <returns>Entries read.</returns>
    public static async Task<int> SyncAsync(GraphClients clients, BenchDatabase database, string reader)
    {
        var store = new RunStore(database.Console, BenchDatabase.Tenant, TimeProvider.System);
        var context = new EligibilityContext { Now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), Protected = new ProtectedDevices() };
        var sync = new InventorySync(database.Console, store, clients, (_, _) => Task.FromResult(context), TimeProvider.System);
        var progress = new SyncProgress(database.Feed, TimeProvider.System);
        await sync.RunAsync(reader, Reader, progress, CancellationToken.None);
        return progress.Read;
    }

    private static int[] Collections() => [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];

    private static async Task<Timing> TimeAsync(Func<Task<int>> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var (collections, pause) = (Collections(), GC.GetTotalPauseDuration());
        var clock = Stopwatch.StartNew();
        var count = await work();
        var (seconds, used) = (clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
        return new Timing(seconds, used, count, [.. Collections().Zip(collections, (now, before) => now - before)], (GC.GetTotalPauseDuration() - pause).TotalSeconds);
    }
}

/// <param name="Collections">Of generation 0, 1 and 2; a higher one counts as the lower ones too.</param>
/// <param name="PauseSeconds">All threads stood still for the collector.</param>
internal sealed record Timing(double Seconds, double CpuSeconds, int Count, int[] Collections, double PauseSeconds);

internal sealed record Round(Timing Baseline, Timing Sync, Timing Cold, double PeakMiB);
