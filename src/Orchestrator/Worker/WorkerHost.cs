using AutopilotReset.Engine;
using AutopilotReset.Engine.Hosting;

namespace AutopilotReset.Worker;

/// <summary>The engine without the console: it sends, tracks and reads the inventory, and answers nothing but health and metrics. Same settings as the console.</summary>
internal static class WorkerHost
{
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        ConfigurationDefaults.AddDefaults(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        // A failed start is told in lines, not by the host's stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level == LogLevel.Critical);
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddOutboundHttp(builder.Configuration);
        builder.Services.AddEngine(builder.Configuration);
        builder.Services.AddEntra(builder.Configuration);
        builder.Services.AddHealthEndpoints();
        var app = builder.Build();
        app.MapHealthEndpoints(_ => false);
        app.MapMetrics(app.Configuration);
        return app;
    }
}
