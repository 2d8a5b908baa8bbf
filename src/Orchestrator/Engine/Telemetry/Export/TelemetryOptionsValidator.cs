using AutopilotReset.Engine.Network;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Telemetry.Export;

/// <summary>Names every mistake in section <c>Telemetry</c> with its key, all at once.</summary>
internal sealed class TelemetryOptionsValidator(OutboundHosts hosts) : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var mistakes = Mistakes(options, hosts).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    public static IEnumerable<string> Mistakes(TelemetryOptions options, OutboundHosts hosts)
    {
        if (options.HasOtlp && hosts.Problem(options.OtlpEndpoint!) is { } problem)
            yield return $"Telemetry:OtlpEndpoint: \"{options.OtlpEndpoint}\" {problem}";
        if (!HeadersAreFine(options.OtlpHeaders))
            yield return "Telemetry:OtlpHeaders: must be name=value pairs with commas between them.";
        else if (options.OtlpHeaders is not null && !options.HasOtlp)
            yield return "Telemetry:OtlpHeaders: there is no Telemetry:OtlpEndpoint to send them to.";
        if (options.Access is not { } access)
            yield return $"Telemetry:Prometheus: \"{options.Prometheus}\" is not one of Off, Loopback, Token.";
        else if (access == PrometheusAccess.Token && (options.PrometheusToken?.Length ?? 0) < TelemetryOptions.ShortestToken)
            yield return $"Telemetry:PrometheusToken: must have {TelemetryOptions.ShortestToken} characters or more where Telemetry:Prometheus is Token.";
        else if (access != PrometheusAccess.Token && options.PrometheusToken is not null)
            yield return "Telemetry:PrometheusToken: is only asked for where Telemetry:Prometheus is Token; leave it out.";
    }

    private static bool HeadersAreFine(string? headers) =>
        headers is null || headers.Split(',').All(h => h.IndexOf('=', StringComparison.Ordinal) > 0 && !h.Any(char.IsControl));
}
