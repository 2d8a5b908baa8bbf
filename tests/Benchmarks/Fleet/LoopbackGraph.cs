using System.Net;
using System.Net.Sockets;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>The product's own Graph clients, whose connections to graph.microsoft.com end at the page host.</summary>
internal static class LoopbackGraph
{
    public static GraphClients Clients(int port) => Clients(() => Handler(port));

    /// <summary>Without a network: pages are made when they are asked for.</summary>
    public static GraphClients Clients(FleetPages pages) => Clients(() => new Made(pages));

    private static GraphClients Clients(Func<HttpMessageHandler> handler)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IEntraSession>(new NoEntra());
        services.AddGraph(new ConfigurationBuilder().Build());

        // What is measured is the work: the page host has no limits, and rounds follow each other without a pause.
        services.AddSingleton(new ReadBudget(TimeProvider.System, factor: 1_000));
        services.ConfigureHttpClientDefaults(c => c.ConfigurePrimaryHttpMessageHandler(handler));
        services.AddHttpClient(GraphClients.ReadingClient);
        return services.BuildServiceProvider().GetRequiredService<GraphClients>();
    }

    private static SocketsHttpHandler Handler(int port) => new()
    {
        UseProxy = false,
        ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=graph.microsoft.com" },
    };

    private sealed class Made(FleetPages pages) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            var at = address.Query.IndexOf("skiptoken=", StringComparison.Ordinal);
            var name = FleetPages.NameOf(address.AbsolutePath, at < 0 ? null : address.Query[(at + 10)..]).Split('-');
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new ByteArrayContent(pages.Page(name[0], int.Parse(name[1], System.Globalization.CultureInfo.InvariantCulture))),
            });
        }
    }

    public sealed class NoEntra(string token = "token") : IEntraSession
    {
        public Task<string> TokenForAdminAsync(Account account, Guid? loan, IReadOnlyCollection<string> scopes, string? claims, CancellationToken stop) => Task.FromResult(token);

        public Task<string> TokenForApplicationAsync(string? claims, CancellationToken stop) => Task.FromResult(token);

        public Task<Standing> AskStandingAsync(Account account, Guid? loan, CancellationToken stop) =>
            Task.FromResult(new Standing(StandingKind.Confirmed, AccessLevel.Operator, "", TimeProvider.System.GetUtcNow()));

        public Task LendAsync(Account account, Guid loan, CancellationToken stop) => Task.CompletedTask;

        public Task ReturnLoanAsync(Guid loan, CancellationToken stop) => Task.CompletedTask;
    }
}
