using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tracking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutopilotReset.Benchmarks.Tracking;

/// <summary>The measured process: the tracker as the product composes it. The token comes by its input, the peak goes to its output.</summary>
internal static class TrackingChild
{
    public static async Task<int> RunAsync(Options options)
    {
        var token = await System.Console.In.ReadLineAsync() ?? throw new InvalidOperationException("No token.");
        using var bench = new BenchDatabase(options.Text("file", ""));
        using var authority = X509CertificateLoader.LoadCertificateFromFile(options.Text("authority", ""));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Graph:ApplicationReads"] = "true" }).Build();
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System).AddLogging();
        services.ConfigureHttpClientDefaults(h => h.ConfigurePrimaryHttpMessageHandler(() => Handler(options.Number("port", 0), authority)));
        services.AddSingleton(bench.Console).AddSingleton(BenchDatabase.Tenant);
        services.AddSingleton<IEntraSession>(new LoopbackGraph.NoEntra(token)).AddSingleton<EngineHealth>();
        services.AddGraph(configuration).AddTracking(configuration);
        await using var engine = services.BuildServiceProvider();
        var tracker = engine.GetServices<IHostedService>().OfType<Tracker>().Single();
        await tracker.StartAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(options.Number("seconds", 60)), TimeProvider.System);
        await tracker.StopAsync(CancellationToken.None);
        System.Console.WriteLine(Report.Of($"{Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:0.0}"));
        return 0;
    }

    private static SocketsHttpHandler Handler(int port, X509Certificate2 authority) => new()
    {
        UseProxy = false,
        ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { authority } },
        },
    };
}
