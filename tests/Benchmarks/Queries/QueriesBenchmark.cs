using System.Diagnostics;
using System.Reflection;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine;
using AutopilotReset.Engine.Batches.Queries;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Overview;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Benchmarks.Queries;

/// <summary>What open pages ask at every refresh, with 100,000 devices in one running batch: the slowest one's median.</summary>
internal static class QueriesBenchmark
{
    private const double Bound = 50;

    public static async Task<int> RunAsync(Options options)
    {
        var devices = options.Number("devices", 100_000);
        var folder = Directory.CreateTempSubdirectory("queries-benchmark-").FullName;
        try
        {
            using var bench = new BenchDatabase(Path.Combine(folder, "console.db"));
            var batch = new BigBatch(devices, TimeProvider.System.GetUtcNow());
            await batch.InsertAsync(bench.Console);
            await bench.Console.WriteAsync(db => GuardRows.EnsureAsync(db, BenchDatabase.Tenant.TenantId, default), default);
            var times = new Dictionary<string, object>();
            var slowest = 0.0;
            foreach (var (name, ask) in Asked(bench.Console, batch.Id, devices))
            {
                var median = await MedianAsync(ask, options.Number("rounds", 9));
                times[name] = Math.Round(median, 1);
                slowest = Math.Max(slowest, median);
            }

            times["devices"] = devices;
            return new Report("queries", slowest, "ms", Bound, slowest <= Bound, times).Write();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Name, Func<Task> Ask)> Asked(ConsoleDatabase database, Guid batch, int devices)
    {
        var time = TimeProvider.System;
        var admin = new Admin("u", "t", "u", BenchDatabase.Tenant.TenantId, "bench", "bench@example", AccessLevel.Operator);
        var budget = new SendBudget(60);
        var guards = Microsoft.Extensions.Options.Options.Create(new GuardOptions());
        var overview = new OverviewDesk(database, DispatchProxy.Create<IDeviceCatalogue, NoCatalogue>(), new EngineHealth(time), budget, new ReadBudget(time), BenchDatabase.Tenant, guards, time);
        var batches = new BatchQueries(database, BenchDatabase.Tenant, budget, new PresentNumbers(database, Microsoft.Extensions.Options.Options.Create(new GuardNumbers()), BenchDatabase.Tenant), guards, time);
        var requests = new RequestQueries(database, BenchDatabase.Tenant, time);
        yield return ("overview", () => overview.GetAsync(admin, default));
        yield return ("batch", () => batches.GetAsync(admin, batch, default));
        yield return ("batches", () => batches.FindAsync(admin, new BatchQuery(), 0, 50, default));
        yield return ("batchFirstPage", () => requests.FindAsync(admin, new RequestQuery(BatchId: batch), 0, 50, default));
        yield return ("batchLastPage", () => requests.FindAsync(admin, new RequestQuery(BatchId: batch), devices - 50, 50, default));
        yield return ("batchOneState", () => requests.FindAsync(admin, new RequestQuery(BatchId: batch, State: DeviceState.Pending), 0, 50, default));
        yield return ("armed", () => requests.FindAsync(admin, new RequestQuery(ArmedOnly: true), 0, 50, default));
        yield return ("needsPerson", () => requests.FindAsync(admin, new RequestQuery(NeedsPersonOnly: true), 0, 50, default));
        yield return ("hybridWaiting", () => requests.FindAsync(admin, new RequestQuery(HybridWipesWaitingOnly: true), 0, 50, default));
        yield return ("settleBatch", () => database.WriteAsync(db => BatchProgress.SettleAsync(db, batch, time.GetUtcNow(), default), default));
    }

    private static async Task<double> MedianAsync(Func<Task> ask, int rounds)
    {
        await ask();
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await ask();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return Report.Median(times);
    }

    /// <summary>The inventory has its own figures; here it answers at once.</summary>
    public sealed class NoCatalogue : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.ReturnType == typeof(Task<InventoryStatus>)
            ? Task.FromResult(new InventoryStatus { Reader = "bench" })
            : throw new NotSupportedException(targetMethod?.Name);
    }
}
