using System.Runtime.CompilerServices;
using AutopilotReset.Engine.Network;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Telemetry.Export;

public static class TelemetryServices
{
    /// <summary>Section <c>Telemetry</c>: traces, metrics and logs to a collector, metrics for Prometheus. Mistakes fail the start.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var hosts = new OutboundHosts(configuration);
        services.TryAddSingleton(hosts);
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection(TelemetryOptions.Section)).ValidateOnStart();

        // A start without telemetry must not even load what telemetry needs: hence a method of its own.
        if (IsOn(configuration, out var options) && !TelemetryOptionsValidator.Mistakes(options, hosts).Any())
            Export(services, options);
        return services;
    }

    /// <summary>Whether anything of section <c>Telemetry</c> is switched on.</summary>
    public static bool IsOn(IConfiguration configuration) => IsOn(configuration, out _);

    private static bool IsOn(IConfiguration configuration, out TelemetryOptions options)
    {
        options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        return options.HasOtlp || options.HasPrometheus;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Export(IServiceCollection services, TelemetryOptions options) => TelemetryExport.Add(services, options);
}
