using System.Reflection;
using AutopilotReset.Engine.Network;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AutopilotReset.Engine.Telemetry.Export;

/// <summary>OpenTelemetry over our own instruments and a few of the platform's. What goes out passes <see cref="SpanCleaner"/> and <see cref="LogCleaner"/> first.</summary>
internal static class TelemetryExport
{
    private const string Client = "otlp";
    private const int LongestExportMilliseconds = 5_000;

    /// <summary>A batch of 10,000 devices makes as many spans in one commit.</summary>
    private const int MostQueuedSpans = 30_000;

    public static void Add(IServiceCollection services, TelemetryOptions options)
    {
        var version = typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var telemetry = services.AddOpenTelemetry().ConfigureResource(r => r.AddService(
            "autopilot-reset-console", serviceVersion: version, serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}"));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(TelemetrySource.Name, "Microsoft.AspNetCore.Hosting", "System.Net.Http").AddRuntimeInstrumentation();
            if (options.HasOtlp)
                metrics.AddOtlpExporter((otlp, _) => Aim(otlp, options, "v1/metrics"));
            if (options.HasPrometheus)
                metrics.AddPrometheusExporter();
        });
        if (options.HasOtlp)
            AddCollector(services, telemetry, options);
    }

    private static void AddCollector(IServiceCollection services, OpenTelemetryBuilder telemetry, TelemetryOptions options)
    {
        var loopback = OutboundHosts.IsLoopback(new Uri(options.OtlpEndpoint!).Host);
        services.AddHttpClient(Client).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler((primary, _) =>
        {
            if (primary is not SocketsHttpHandler sockets)
                return;
            sockets.AllowAutoRedirect = false;
            sockets.UseProxy = !loopback;
        });
        services.AddOptions<OtlpExporterOptions>().Configure<IHttpClientFactory>((otlp, http) => otlp.HttpClientFactory = () => http.CreateClient(Client));
        telemetry.WithTracing(tracing => tracing
            .AddSource(TelemetrySource.Name)
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddProcessor(new SpanCleaner())
            .AddOtlpExporter(otlp =>
            {
                Aim(otlp, options, "v1/traces");
                otlp.BatchExportProcessorOptions = new() { MaxQueueSize = MostQueuedSpans, MaxExportBatchSize = 2_000 };
            }));
        telemetry.WithLogging(
            logging => logging.AddProcessor(new LogCleaner()).AddOtlpExporter(otlp => Aim(otlp, options, "v1/logs")),
            logs => (logs.IncludeFormattedMessage, logs.ParseStateValues, logs.IncludeScopes) = (true, true, false));
    }

    private static void Aim(OtlpExporterOptions otlp, TelemetryOptions options, string signal)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{options.OtlpEndpoint!.TrimEnd('/')}/{signal}");
        otlp.Headers = options.OtlpHeaders;
        otlp.TimeoutMilliseconds = LongestExportMilliseconds;
    }
}
