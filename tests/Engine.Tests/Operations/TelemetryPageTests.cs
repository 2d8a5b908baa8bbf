using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text;
using AutopilotReset.Engine.Operations;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Engine.Telemetry.Export;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Operations;

/// <summary>Keeps <c>docs/telemetry.md</c> equal to the instruments and spans in the code.</summary>
[Collection(CountedAlone.Name)]
public sealed class TelemetryPageTests
{
    private const string Update = "UPDATE_DOCS";
    private const string HowTo = Update + "=1 dotnet test --project tests/Engine.Tests --filter-class \"*TelemetryPageTests\"";

    [Fact]
    public async Task Page_IsWhatTheCodeMeasures()
    {
        var path = Path.Combine(Root(), "docs", "telemetry.md");
        var expected = Render(await InstrumentsAsync());
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await System.IO.File.WriteAllTextAsync(path, expected);

        Assert.True(System.IO.File.Exists(path), $"{path} is missing. Run: {HowTo}");
        Assert.True(expected == (await System.IO.File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"), $"{path} is stale. Run: {HowTo}");
    }

    /// <summary>Everything published on our meter once each class of instruments was touched and the gauges were made.</summary>
    private static async Task<IReadOnlyList<Instrument>> InstrumentsAsync()
    {
        var found = new List<Instrument>();
        await using var engine = await WholeEngine.StartAsync();
        foreach (var type in typeof(TelemetrySource).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith(typeof(TelemetrySource).Namespace!, StringComparison.Ordinal) == true && t.Name.EndsWith("Instruments", StringComparison.Ordinal)))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        using var gauges = ActivatorUtilities.CreateInstance<GaugeService>(engine.Get<IServiceProvider>());
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == TelemetrySource.Name)
                    found.Add(instrument);
            },
        };
        listener.Start();
        return [.. found.DistinctBy(i => i.Name).OrderBy(i => i.Name, StringComparer.Ordinal)];
    }

    private static string Render(IReadOnlyList<Instrument> instruments)
    {
        Assert.All(instruments, i => Assert.False(string.IsNullOrWhiteSpace(i.Description) || string.IsNullOrWhiteSpace(i.Unit), i.Name));
        var page = new StringBuilder();
        page.Append("# What this console measures and traces\n\n");
        page.Append($"<!-- Rendered by a test from src/Orchestrator/Engine/Telemetry. Do not edit. Run: {HowTo} -->\n\n");
        page.Append("Off by default. `Telemetry:OtlpEndpoint` sends traces, metrics and logs to a collector (OTLP over HTTP); `Telemetry:Prometheus` opens `/metrics`.\n\n");
        page.Append("## Metrics\n\n");
        page.Append($"Meter `{TelemetrySource.Name}`. Labels are words of this console only ({Code(Tags.OfMetrics)}): no id or name of a person or a device. Prometheus writes dots as underscores and adds unit and `_total`.\n");
        page.Append("Beside them go `Microsoft.AspNetCore.Hosting`, `System.Net.Http` and the runtime's own.\n\n");
        page.Append("| name | kind | unit | what |\n|---|---|---|---|\n");
        foreach (var instrument in instruments)
            page.Append($"| `{instrument.Name}` | {Kind(instrument)} | {instrument.Unit} | {instrument.Description} |\n");
        page.Append("\n## Traces\n\n");
        page.Append("One trace for each device of a batch, whose id is the request's id without its dashes; one for each batch, whose id is the batch's, to which every span of its devices links.\n");
        page.Append("What was committed is a span named after its audit entry (`request.planned`, `request.sending`, `request.accepted`, `evidence.proven`, `request.completed`, `batch.confirmed`, …). Beside them:\n\n");
        page.Append("| span | what |\n|---|---|\n");
        page.Append($"| `{OrderTraces.Send}` | one device taken up for sending: standing, read, budget; intent, POST and answer stand inside |\n");
        page.Append($"| `{OrderTraces.Post}` | the POST itself |\n");
        page.Append($"| `{OrderTraces.Look}` | one look at a device being followed |\n");
        page.Append($"| `{InventoryInstruments.Sync}` | one full read of the inventory; a trace of its own |\n\n");
        page.Append($"Our spans carry {Code(Tags.OfSpans)} and nothing else; those of ASP.NET Core and `HttpClient` {Code(SpanCleaner.Platform)}. Addresses leave as templates (`{AddressTemplate.Of("https://graph.microsoft.com/v1.0/devices(deviceId='7')/registeredOwners?$top=5")}`), exceptions without their texts.\n\n");
        page.Append("## Logs\n\n");
        page.Append("What `Logging:LogLevel` lets through. At the terminal as for a collector, every text leaves as one line in which control characters show as ␦, cut at 4,000 characters; what looks like a token or a secret leaves as `[hidden]`. Exceptions leave as type, cleaned message and places in the code. `Logging:Console:FormatterName` chooses another format for the terminal.\n");
        return page.ToString();
    }

    private static string Code(IEnumerable<string> words) => string.Join(", ", words.Select(w => $"`{w}`"));

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0].Replace("Observable", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "AutopilotReset.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("No AutopilotReset.sln above the tests.");
    }
}
