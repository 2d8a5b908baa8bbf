using AutopilotReset.Engine.Network;
using AutopilotReset.Engine.Telemetry.Export;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Tests.Operations;

/// <summary>Every mistake in the section is named by its key.</summary>
public sealed class TelemetryOptionsTests
{
    [Theory]
    [InlineData("Telemetry:OtlpEndpoint", "collector", "not an address")]
    [InlineData("Telemetry:OtlpEndpoint", "https://otel.fabrikam.example", "not in Network:OutboundHosts")]
    [InlineData("Telemetry:OtlpEndpoint", "http://otel.contoso.example", "not https")]
    [InlineData("Telemetry:OtlpEndpoint", "https://u:p@otel.contoso.example", "user name or password")]
    [InlineData("Telemetry:OtlpEndpoint", "ftp://localhost", "not an address")]
    [InlineData("Telemetry:OtlpHeaders", "x-api-key=1", "no Telemetry:OtlpEndpoint")]
    [InlineData("Telemetry:OtlpHeaders", "nonsense", "name=value")]
    [InlineData("Telemetry:Prometheus", "Everybody", "not one of Off, Loopback, Token")]
    [InlineData("Telemetry:Prometheus", "1", "not one of Off, Loopback, Token")]
    [InlineData("Telemetry:PrometheusToken", "0123456789abcdef0123456789abcdef", "only asked for")]
    public void Validate_OneMistake_IsNamedByItsKey(string key, string value, string words)
    {
        var mistake = Assert.Single(Mistakes((key, value)));
        Assert.StartsWith(key + ": ", mistake, StringComparison.Ordinal);
        Assert.Contains(words, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ShortToken_IsRefused() =>
        Assert.StartsWith("Telemetry:PrometheusToken: ", Assert.Single(Mistakes(("Telemetry:Prometheus", "Token"), ("Telemetry:PrometheusToken", "short"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://otel.contoso.example:4318")]
    [InlineData("https://OTEL.contoso.example/otlp")]
    [InlineData("http://127.0.0.1:4318")]
    [InlineData("http://[::1]:4318")]
    [InlineData("http://localhost:4318")]
    public void Validate_AllowedCollector_IsFine(string address) => Assert.Empty(Mistakes(("Telemetry:OtlpEndpoint", address), ("Telemetry:OtlpHeaders", "x-api-key=1,b=c")));

    [Fact]
    public void Validate_Nothing_IsFineAndOff()
    {
        Assert.Empty(Mistakes());
        Assert.False(TelemetryServices.IsOn(new ConfigurationBuilder().Build()));
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0/deviceManagement/managedDevices/0f0e/wipe?x=1", "https://graph.microsoft.com/v1.0/deviceManagement/managedDevices/{}/wipe")]
    [InlineData("https://graph.microsoft.com/v1.0/devices(deviceId='7')/registeredOwners", "https://graph.microsoft.com/v1.0/devices(deviceId={})/registeredOwners")]
    [InlineData("https://graph.microsoft.com/v1.0/users/ada@contoso.example", "https://graph.microsoft.com/v1.0/users/{}")]
    [InlineData("https://graph.microsoft.com/v1.0/$batch", "https://graph.microsoft.com/v1.0/$batch")]
    [InlineData("https://login.microsoftonline.com/1111-22/oauth2/v2.0/token", "https://login.microsoftonline.com/{}/oauth2/v2.0/token")]
    [InlineData("no address", "{}")]
    public void Address_LeavesAsATemplate(string address, string template) => Assert.Equal(template, AddressTemplate.Of(address));

    private static List<string> Mistakes(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("Network:OutboundHosts:0", "otel.contoso.example")).ToDictionary(s => s.Item1, s => (string?)s.Item2)).Build();
        return [.. TelemetryOptionsValidator.Mistakes(configuration.GetSection("Telemetry").Get<TelemetryOptions>() ?? new(), new OutboundHosts(configuration))];
    }
}
