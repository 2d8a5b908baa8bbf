using System.Net;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Network;

/// <summary>
/// <c>Network:OutboundHosts</c>: the hosts, besides the Microsoft cloud's own, to which this console may speak: mail, webhooks, telemetry. An admin's list, by exact
/// name; whoever may change settings in the pages cannot send anything elsewhere.
/// </summary>
public sealed class OutboundHosts
{
    /// <summary>Configuration key of the list.</summary>
    public const string Key = "Network:OutboundHosts";

    private readonly HashSet<string> _hosts;

    public OutboundHosts(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _hosts = configuration.GetSection(Key).GetChildren().Select(c => c.Value).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether the host is on the list.</summary>
    public bool Has(string host) => _hosts.Contains(host);

    /// <summary>This machine itself, by name or number.</summary>
    public static bool IsLoopback(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>Why the address may not be spoken to; <c>null</c>: it may. https to a host of the list, or anything on this machine itself.</summary>
    public string? Problem(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            return "is not an address that begins with https://.";
        if (uri.UserInfo.Length > 0)
            return "holds a user name or password; leave them out.";
        if (IsLoopback(uri.Host))
            return null;
        if (uri.Scheme != Uri.UriSchemeHttps)
            return $"is not https, which any host but this machine itself needs ({uri.Host}).";
        return Has(uri.Host) ? null : $"names the host {uri.Host}, which is not in {Key}.";
    }

    /// <summary>What is wrong with the list itself, each mistake with its key.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.GetSection(Key).Value is { Length: > 0 })
            yield return $"{Key}: is a list; write {Key}:0, {Key}:1 and so on.";
        foreach (var entry in configuration.GetSection(Key).GetChildren().Where(c => Uri.CheckHostName(c.Value) == UriHostNameType.Unknown))
            yield return $"{entry.Path}: \"{entry.Value}\" is not a host name or address, without https:// and without a port.";
    }
}
