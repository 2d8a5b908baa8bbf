using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>The way to a practice tenant in another process.</summary>
internal sealed class TenantWire(TenantOffer offer) : IDisposable
{
    private readonly X509Certificate2 _authority = X509Certificate2.CreateFromPem(offer.AuthorityPem);

    public TenantOffer Offer => offer;

    /// <summary>Connections to Microsoft's hosts end at the tenant, whose authority alone is trusted.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, offer.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { _authority } },
        },
    };

    public void Dispose() => _authority.Dispose();
}
