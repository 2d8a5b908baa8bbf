namespace AutopilotReset.Engine.Telemetry.Export;

/// <summary>Section <c>Telemetry</c>. Everything is off by default, and then nothing of it is loaded.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Shortest token that is taken for Prometheus.</summary>
    public const int ShortestToken = 32;

    /// <summary>
    /// Collector for traces, metrics and logs (OTLP over HTTP, protobuf), such as <c>https://otel.contoso.example:4318</c>; <c>null</c>: none.
    /// https with a host of <c>Network:OutboundHosts</c>, or loopback.
    /// </summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>Headers for the collector, <c>name=value,name=value</c>: its API key, for instance.</summary>
    public string? OtlpHeaders { get; set; }

    /// <summary>Who may read <c>/metrics</c>: <c>Off</c> (default: it does not exist), <c>Loopback</c> or <c>Token</c>.</summary>
    public string Prometheus { get; set; } = nameof(PrometheusAccess.Off);

    /// <summary>With <c>Token</c>: what <c>Authorization: Bearer</c> must carry; 32 characters or more.</summary>
    public string? PrometheusToken { get; set; }

    /// <summary><see cref="Prometheus"/> as it is meant; <c>null</c> when it cannot be read.</summary>
    internal PrometheusAccess? Access => Enum.TryParse<PrometheusAccess>(Prometheus, ignoreCase: true, out var access) && Enum.IsDefined(access) && !char.IsDigit(Prometheus[0]) ? access : null;

    internal bool HasOtlp => !string.IsNullOrWhiteSpace(OtlpEndpoint);

    internal bool HasPrometheus => Access is PrometheusAccess.Loopback or PrometheusAccess.Token;
}

/// <summary>Who may read <c>/metrics</c>.</summary>
public enum PrometheusAccess
{
    Off,

    /// <summary>Programs on this machine. A proxy on this machine that is not in <c>Network:KnownProxies</c> looks like one of them: use a token there.</summary>
    Loopback,

    /// <summary>Whoever knows the token.</summary>
    Token,
}
