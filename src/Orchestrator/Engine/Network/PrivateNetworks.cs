using System.Net;
using System.Net.Sockets;

namespace AutopilotReset.Engine.Network;

/// <summary>
/// Connects by name without being led inside: a name on the list may resolve to loopback, to a private or to a link-local address (where clouds keep their secrets),
/// today or only at the next look.
/// </summary>
internal static class PrivateNetworks
{
    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/127"), IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    public static bool Holds(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Inside, n => n.Contains(plain));
    }

    /// <summary>The host's addresses that may be spoken to.</summary>
    /// <exception cref="HttpRequestException">There is none.</exception>
    public static async Task<IPAddress[]> ResolveAsync(string host, bool allowPrivate, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, stop);
        var allowed = allowPrivate ? addresses : [.. addresses.Where(a => !Holds(a))];
        return allowed.Length > 0 ? allowed : throw new HttpRequestException($"{host} leads to an address inside the network, which Notifications:AllowPrivateNetwork does not allow.");
    }

    /// <summary>A connection for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken stop)
    {
        var addresses = await ResolveAsync(to.Host, allowPrivate, stop);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
