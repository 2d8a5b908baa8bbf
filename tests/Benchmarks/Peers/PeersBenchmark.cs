using System.Diagnostics;
using AutopilotReset.Benchmarks.Sending;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Benchmarks.Peers;

/// <summary>
/// <c>peers</c>: the console beside two scripts such as people write, each against a practice tenant of its own that now and then takes an order and answers
/// 429, or takes it and cuts the connection. The figure is how many devices the console ordered twice.
/// </summary>
internal static class PeersBenchmark
{
    private const int Product = 190;
    private const int ProductBurst = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    public static async Task<int> RunAsync(Options options)
    {
        var (devices, factor) = (options.Number("devices", 1_000), options.Number("factor", 10));
        var mishaps = new Mishaps(options.Number("throttled", 10), options.Number("lost", 10));
        var ours = await OursAsync(devices, factor, mishaps);
        var sequential = await ScriptAsync(devices, factor, mishaps, PeerScripts.SequentialAsync);
        var parallel = await ScriptAsync(devices, factor, mishaps, PeerScripts.ParallelAsync);
        var holds = ours.Count is { Doubled: 0, Violations: 0 } && ours.Count.Reached == devices;
        return new Report("peers", ours.Count.Doubled, "devices ordered twice", 0, holds, new Dictionary<string, object>
        {
            ["devices"] = devices,
            ["limitsRaisedBy"] = factor,
            ["takenAndAnswered429PerThousand"] = mishaps.Throttled,
            ["takenAndCutOffPerThousand"] = mishaps.Lost,
            ["console"] = ours.Rows(),
            ["sequentialScript"] = sequential.Rows(),
            ["parallelScriptWithTheSdksRetries"] = parallel.Rows(),
            ["cores"] = Environment.ProcessorCount,
        }).Write();
    }

    /// <summary>Until nothing is left to send. Devices whose answer was lost are Unknown then: they are not sent again, and tracking, which does not run here, settles them.</summary>
    private static async Task<PeerResult> OursAsync(int devices, int factor, Mishaps mishaps)
    {
        using var store = new SendingStore("sqlite");
        using var tenant = await TenantProcess.StartAsync(devices, factor, mishaps);
        using var wire = new TenantWire(tenant.Offer);
        await using var engine = new SendingEngine(wire, store.Settings, new SendLimit(Product * factor, ProductBurst * factor), factor);
        await engine.PrepareAsync();
        await engine.ConfirmAsync();
        var clock = Stopwatch.StartNew();
        await engine.StartAsync();
        var states = await engine.StatesAsync();
        while (clock.Elapsed < Longest && states.Keys.Any(s => s is DeviceState.Planned or DeviceState.Sending or DeviceState.Throttled))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            states = await engine.StatesAsync();
        }

        var seconds = clock.Elapsed.TotalSeconds;
        await engine.StopAsync();
        return new(await tenant.CountAsync(), seconds, devices - states.GetValueOrDefault(DeviceState.Pending));
    }

    private static async Task<PeerResult> ScriptAsync(int devices, int factor, Mishaps mishaps, Func<TenantWire, Task<int>> script)
    {
        using var tenant = await TenantProcess.StartAsync(devices, factor, mishaps);
        using var wire = new TenantWire(tenant.Offer);
        var clock = Stopwatch.StartNew();
        var failed = await script(wire);
        return new(await tenant.CountAsync(), clock.Elapsed.TotalSeconds, failed);
    }
}

/// <param name="Count">What the tenant counted.</param>
/// <param name="Seconds">Until the peer believed that it was done.</param>
/// <param name="NotConfirmed">Devices that the peer does not call sent, in the end.</param>
internal sealed record PeerResult(TenantCount Count, double Seconds, int NotConfirmed)
{
    public IReadOnlyDictionary<string, object> Rows() => new Dictionary<string, object>
    {
        ["seconds"] = Math.Round(Seconds, 1),
        ["secondsFromFirstToLastOrder"] = Math.Round(Count.Seconds, 1),
        ["posts"] = Count.Posts,
        ["throttled"] = Count.Throttled,
        ["violations"] = Count.Violations,
        ["devicesReached"] = Count.Reached,
        ["devicesOrderedTwice"] = Count.Doubled,
        ["notConfirmedInTheEnd"] = NotConfirmed,
    };
}
