using System.Net;
using System.Security.Cryptography.X509Certificates;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Simulator.Graph;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>What answers on which port.</summary>
internal sealed record PracticeHandlers(GraphEndpoint Graph, EntraService Entra, EntraGate Gate, BrowserPages Browser, Func<HttpContext, Task> Control);

/// <summary>The web server: one TLS port for Entra and Graph by host name, one for the browser, one for control; all on loopback.</summary>
internal sealed class PracticeHost : IAsyncDisposable
{
    private const string Mark = "practice-port";
    private readonly WebApplication _app;
    private readonly List<ListenOptions> _listeners = [];

    public PracticeHost(PracticeOptions options, X509Certificate2 certificate, PracticeHandlers handlers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            Listen(kestrel, options.TlsPort, "tls", listen => listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate }));
            Listen(kestrel, options.BrowserPort, "browser");
            Listen(kestrel, options.ControlPort, "control");
        });
        _app = builder.Build();
        _app.Run(context => DispatchAsync(context, handlers));
    }

    public int TlsPort => PortOf(0);
    public int BrowserPort => PortOf(1);
    public int ControlPort => PortOf(2);

    public Task StartAsync(CancellationToken cancellation) => _app.StartAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private void Listen(KestrelServerOptions kestrel, int port, string mark, Action<ListenOptions>? more = null) => kestrel.Listen(IPAddress.Loopback, port, listen =>
    {
        listen.Use(next => connection =>
        {
            connection.Items[Mark] = mark;
            return next(connection);
        });
        more?.Invoke(listen);
        _listeners.Add(listen);
    });

    private int PortOf(int listener) => _listeners[listener].IPEndPoint!.Port;

    private static Task DispatchAsync(HttpContext context, PracticeHandlers handlers)
    {
        var mark = (string)context.Features.Get<IConnectionItemsFeature>()!.Items[Mark]!;
        var host = context.Request.Host.Host;
        if (mark == "control") return handlers.Control(context);
        if (mark == "browser") return handlers.Gate.HandleAsync(context, handlers.Browser.HandleAsync);
        if (MicrosoftHosts.IsGraph(host)) return handlers.Graph.HandleAsync(context);
        if (MicrosoftHosts.IsLogin(host)) return handlers.Gate.HandleAsync(context, handlers.Entra.HandleAsync);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return context.Response.WriteAsync($"The practice tenant does not speak for '{host}'.");
    }
}
