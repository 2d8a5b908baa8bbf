using AutopilotReset.Engine.Dispatch;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>
/// <c>ceiling</c>: what one node sends when no limit holds it, each intent, answer and audit entry durable before it counts. The tenant runs on the same cores
/// and its share is told.
/// </summary>
internal static class CeilingBenchmark
{
    private const double Bound = 200;
    private const int Lifted = 100_000;

    public static async Task<int> RunAsync(Options options)
    {
        var devices = options.Number("devices", 5_000);
        using var store = new SendingStore(options.Text("provider", "sqlite"));
        var result = await SendingRun.RunAsync(devices, factor: 1_000, new SendLimit(Lifted, Lifted / 20), store);
        var perSecond = result.Count.Seconds == 0 ? 0 : (result.Count.Accepted - 1) / result.Count.Seconds;
        return new Report("ceiling", perSecond, "sends/s", Bound, result.IsRight(devices) && perSecond >= Bound, new Dictionary<string, object>(result.Profile.Rows(devices))
        {
            ["devices"] = devices,
            ["laterHalfPerSecond"] = result.Count.LaterSeconds == 0 ? 0 : Math.Round((devices - (devices / 2) - 1) / result.Count.LaterSeconds, 1),
            ["limit"] = "lifted by composing the engine with another limit object; the product refuses more than 190 in 20 s",
            ["durable"] = store.Durability(),
            ["boundBy"] = BoundBy(result.Profile),
            ["auditVerifies"] = result.ChainProblem is null,
            ["acceptedPerDeviceAtMost"] = result.Count.MostPerDevice,
            ["notSent"] = result.WhyNot ?? "none",
            ["cores"] = Environment.ProcessorCount,
        }).Write();
    }

    /// <summary>The stage that takes most of a send's time, and how busy the cores were.</summary>
    private static string BoundBy(Profile profile)
    {
        var busy = (profile.EngineCpuSeconds + profile.TenantCpuSeconds) / (profile.Seconds * Environment.ProcessorCount);
        var longest = profile.StageMs.Where(s => s.Key != nameof(SendStage.Budget)).MaxBy(s => s.Value);
        return Report.Of($"{longest.Key} takes {longest.Value} of {profile.StageMs.Values.Sum():0.#} ms; engine and tenant used {100 * busy:0} % of the cores, the engine {100 * profile.EngineCpuSeconds / (profile.EngineCpuSeconds + profile.TenantCpuSeconds):0} % of that");
    }
}
