using System.Diagnostics;
using System.Net;
using AutopilotReset.Testing.Telemetry;
using AutopilotReset.Engine.Hosting;
using AutopilotReset.Web.Tests.Access.Testing;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Web.Tests.Operations;

/// <summary>The console with telemetry switched on by its settings: who may read it, and what leaves.</summary>
public sealed class TelemetryTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Metrics_ByDefault_AreNotThere()
    {
        await using var console = await TestConsole.StartAsync();
        using var browser = console.OpenBrowser();
        using var answer = await browser.AskAsync(HttpMethod.Get, "/metrics");

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(console.Services.GetService<OpenTelemetry.Metrics.MeterProvider>());
        Assert.Null(console.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
    }

    [Fact]
    public async Task Metrics_ForLoopback_AreForThisMachineOnly()
    {
        await using var console = await TestConsole.StartAsync(("Telemetry:Prometheus", "Loopback"));
        using var browser = console.OpenBrowser();
        using var local = await browser.AskAsync(HttpMethod.Get, "/metrics");
        using var proxied = await browser.AskAsync(HttpMethod.Get, "/metrics", ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal(HttpStatusCode.OK, local.StatusCode);
        var text = await local.Content.ReadAsStringAsync();
        Assert.Contains("autopilot_reset_audit_entries_total", text, StringComparison.Ordinal);
        Assert.Contains("autopilot_reset_orders_open", text, StringComparison.Ordinal);
        Assert.Contains("autopilot_reset_loop_silence", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, proxied.StatusCode);
        Assert.Empty(await proxied.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Metrics_ForAToken_NeedIt()
    {
        await using var console = await TestConsole.StartAsync(("Telemetry:Prometheus", "Token"), ("Telemetry:PrometheusToken", Token));
        using var browser = console.OpenBrowser();
        using var none = await browser.AskAsync(HttpMethod.Get, "/metrics");
        using var wrong = await browser.AskAsync(HttpMethod.Get, "/metrics", ("Authorization", $"Bearer {Token[..^1]}x"));
        using var right = await browser.AskAsync(HttpMethod.Get, "/metrics", ("Authorization", $"Bearer {Token}"), ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (none.StatusCode, wrong.StatusCode, right.StatusCode));
    }

    [Fact]
    public async Task Collector_GetsSignInWithoutTokensPeopleOrQueries()
    {
        await using var collector = await Collector.StartAsync();
        var console = await TestConsole.StartAsync(("Telemetry:OtlpEndpoint", collector.Address.ToString()), ("Telemetry:OtlpHeaders", "x-api-key=k-1"));
        using (var browser = console.OpenBrowser())
        {
            await browser.SignInAsync("ada");
            await browser.GetAsync("/devices?q=NB-CLEAN-01");
            using var ready = await browser.AskAsync(HttpMethod.Get, "/health/ready");
        }

        await console.DisposeAsync();

        Assert.All(collector.Requests, r => Assert.Equal("k-1", r.Key));
        Assert.Contains(collector.Spans, s => s.Tags.GetValueOrDefault("http.route") == "/health/ready");
        Assert.Contains(collector.Spans, s => s.Tags.GetValueOrDefault("url.template") == "https://login.microsoftonline.com/{}/v2.0/.well-known/openid-configuration");
        Assert.All(collector.Spans, s => Assert.Equal((0, ""), (s.Events, s.StatusText)));
        foreach (var signal in (string[])["traces", "metrics", "logs"])
        {
            foreach (var word in (string[])["Ada Lindgren", "ada@", "NB-CLEAN-01", "eyJ", "code=", "client_secret=", "session_state"])
                Assert.DoesNotContain(word, collector.Raw(signal), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Request_InsideASpan_TellsTheOtherSideNothingOfIt()
    {
        await using var collector = await Collector.StartAsync();
        using var http = new HttpClient(new OutboundHttp(trust: null).CreateHandler());
        using var span = new Activity("ours").SetIdFormat(ActivityIdFormat.W3C).Start();

        using var answer = await http.PostAsync(new Uri(collector.Address, "/v1/none"), content: null);

        Assert.Null(Assert.Single(collector.Requests).TraceParent);
    }

    [Fact]
    public async Task Collector_GetsLogsAsOneLineWithoutSecrets()
    {
        await using var collector = await Collector.StartAsync();
        var console = await TestConsole.StartAsync(("Telemetry:OtlpEndpoint", collector.Address.ToString()), ("Logging:LogLevel:Test", "Information"));
        var log = console.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test");
        const string jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";
        log.LogWarning("Device {Device} was renamed", "NB-1\r\ninfo: Audit[0]\r\n      everything is fine\u202E");
        log.LogError(new InvalidOperationException($"Refused: Bearer {jwt} client_secret=hunter2hunter2&x=1\r\nforged"), "It failed with {Header}", $"Bearer {jwt}");
        await console.DisposeAsync();

        var renamed = Assert.Single(collector.Logs, l => l.Body.StartsWith("Device ", StringComparison.Ordinal));
        Assert.Equal("Device NB-1␦␦info: Audit[0]␦␦      everything is fine␦ was renamed", renamed.Body);
        Assert.DoesNotContain('\n', renamed.Tags["Device"]);
        var failed = Assert.Single(collector.Logs, l => l.Body.StartsWith("It failed", StringComparison.Ordinal));
        Assert.Equal("It failed with Bearer [hidden]", failed.Body);
        Assert.Equal("System.InvalidOperationException", failed.Tags["exception.type"]);
        Assert.Equal("Refused: Bearer [hidden] client_secret=[hidden]&x=1␦␦forged", failed.Tags["exception.message"]);
        Assert.DoesNotContain("eyJ", collector.Raw("logs"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", collector.Raw("logs"), StringComparison.Ordinal);
    }
}
