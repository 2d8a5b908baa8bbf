using AutopilotReset.Engine.Dispatch;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>
/// <c>dispatch</c>: how close the nodes come to the configured rate, from first to last accepted order as the tenant's own log has them. The product's 190 in
/// 20 seconds and the tenant's documented limit are raised by the same factor.
/// </summary>
internal static class DispatchBenchmark
{
    private const double Bound = 0.97;
    private const int Product = 190;
    private const int ProductBurst = 5;

    public static async Task<int> RunAsync(Options options)
    {
        using var store = new SendingStore(options.Text("provider", "sqlite"));
        var nodes = options.Number("nodes", 1);
        var (devices, factor) = (options.Number("devices", 10_000), options.Number("factor", 10));
        var limit = new SendLimit(Product * factor, ProductBurst * factor);
        var result = await SendingRun.RunAsync(devices, factor, limit, store, nodes);
        var configured = limit.Per20Seconds / SendBucket.Window.TotalSeconds;
        var achieved = result.Count.Seconds == 0 ? 0 : (result.Count.Accepted - 1) / result.Count.Seconds;
        var right = result.IsRight(devices) && result.Count.MostInWindow <= limit.Per20Seconds;
        return new Report("dispatch", achieved / configured, "achieved ÷ configured", Bound, right && achieved / configured >= Bound, new Dictionary<string, object>(result.Profile.Rows(devices))
        {
            ["devices"] = devices,
            ["durable"] = store.Durability(),
            ["nodes"] = nodes,
            ["limitRaisedBy"] = factor,
            ["configuredPerSecond"] = configured,
            ["achievedPerSecond"] = Math.Round(achieved, 2),
            ["mostIn20Seconds"] = result.Count.MostInWindow,
            ["allowedIn20Seconds"] = limit.Per20Seconds,
            ["violations"] = result.Count.Violations,
            ["acceptedPerDeviceAtMost"] = result.Count.MostPerDevice,
            ["auditVerifies"] = result.ChainProblem is null,
            ["notSent"] = result.WhyNot ?? "none",
            ["cores"] = Environment.ProcessorCount,
        }).Write();
    }
}
