using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AutopilotReset.Benchmarks.Fleet;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>The other end of <see cref="TenantChild"/>.</summary>
internal sealed class TenantProcess : IDisposable
{
    private readonly Process _process;
    private readonly X509Certificate2 _authority;

    private TenantProcess(Process process, TenantOffer offer) =>
        (_process, Offer, _authority) = (process, offer, X509Certificate2.CreateFromPem(offer.AuthorityPem));

    public TenantOffer Offer { get; }

    public static async Task<TenantProcess> StartAsync(int devices, int factor)
    {
        var process = Child.Start("tenant", "--devices", Report.Of($"{devices}"), "--factor", Report.Of($"{factor}"));
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The practice tenant did not start.");
        return new(process, JsonSerializer.Deserialize<TenantOffer>(line)!);
    }

    public async Task<TenantCount> CountAsync()
    {
        await _process.StandardInput.WriteLineAsync("count");
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The practice tenant ended.");
        return JsonSerializer.Deserialize<TenantCount>(line)!;
    }

    /// <summary>Connections to Microsoft's hosts end at the tenant, whose authority alone is trusted.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, Offer.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { _authority } },
        },
    };

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
        _authority.Dispose();
    }
}
