using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>For tests: connects to the tenant whatever Microsoft host is asked for, and trusts only its certificate authority there.</summary>
internal static class TenantHandler
{
    public static SocketsHttpHandler Create(int tlsPort, X509Certificate2 authority) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var port = MicrosoftHosts.All.Contains(context.DnsEndPoint.Host, StringComparer.OrdinalIgnoreCase) ? tlsPort : context.DnsEndPoint.Port;
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { authority },
            },
        },
    };
}
