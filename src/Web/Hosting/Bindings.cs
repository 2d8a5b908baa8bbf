using System.Net;
using System.Net.Sockets;

namespace AutopilotReset.Web.Hosting;

/// <summary>Where the console listens, from <c>Urls</c> and <c>Kestrel:Endpoints</c>, and what follows for cookies and headers.</summary>
internal sealed class Bindings
{
    private const string Default = "http://localhost:5000";

    private Bindings(IReadOnlyList<BindingAddress> addresses, bool behindProxy)
    {
        Addresses = addresses;
        PlainLoopback = !behindProxy && addresses.All(a => a.Scheme == Uri.UriSchemeHttp && IsLoopback(a.Host));
    }

    public IReadOnlyList<BindingAddress> Addresses { get; }

    /// <summary>Only http on this machine itself, and no proxy in front: the one case in which cookies are not secure and HSTS is off.</summary>
    public bool PlainLoopback { get; }

    public bool HasHttps => Addresses.Any(a => a.Scheme == Uri.UriSchemeHttps);

    /// <exception cref="FormatException">An address cannot be read; its text is in the message.</exception>
    public static Bindings Of(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>().ToList();
        var urls = endpoints.Count > 0 ? endpoints : [.. (configuration["Urls"] ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (urls.Count == 0)
            urls = [Default];
        return new([.. urls.Select(BindingAddress.Parse)], configuration.GetSection("Network:KnownProxies").GetChildren().Any());
    }

    /// <summary>Addresses that another process holds already, as a person would write them.</summary>
    public IEnumerable<string> Taken() => Addresses.Where(a => a.Port != 0 && !a.IsUnixPipe && IsTaken(a)).Select(a => a.ToString());

    private static bool IsTaken(BindingAddress address)
    {
        var ip = IPAddress.TryParse(address.Host, out var parsed) ? parsed : IsLoopback(address.Host) ? IPAddress.Loopback : IPAddress.Any;
        using var probe = new TcpListener(ip, address.Port);
        try
        {
            // As Kestrel does it: a port whose last connections are still closing may be taken, one that is listened on may not.
            if (!OperatingSystem.IsWindows())
                probe.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            probe.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}

/// <summary>One address of <c>Urls</c>. Read by hand: <c>http://*:5000</c> is allowed there and is no URI.</summary>
internal sealed record BindingAddress(string Scheme, string Host, int Port, bool IsUnixPipe)
{
    /// <exception cref="FormatException">Neither http nor https, or the port is none.</exception>
    public static BindingAddress Parse(string text)
    {
        var parsed = Microsoft.AspNetCore.Http.BindingAddress.Parse(text);
        if (parsed.Scheme is not ("http" or "https"))
            throw new FormatException($"\"{text}\" begins with neither http:// nor https://.");
        return parsed.Port is >= 0 and <= 65535
            ? new(parsed.Scheme, parsed.Host, parsed.Port, parsed.IsUnixPipe || parsed.IsNamedPipe)
            : throw new FormatException($"\"{text}\" has no port from 0 to 65535.");
    }

    public override string ToString() => $"{Scheme}://{Host}:{Port}";
}
