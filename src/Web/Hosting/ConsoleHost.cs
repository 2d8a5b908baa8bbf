using AutopilotReset.Engine;
using AutopilotReset.Web.Access;
using AutopilotReset.Web.Access.Circuits;
using AutopilotReset.Web.Components;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Web.Hosting;

/// <summary>The console as one web application: engine, sign-in, pages.</summary>
internal static partial class ConsoleHost
{
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        ConfigurationDefaults.AddDefaults(builder.Configuration);

        // Outside Development a console that was built, not published, would serve empty scripts (identity.md §8).
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        builder.Logging.AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>();

        // A failed start is told by StartFailure, in a line, not by the host's stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level == LogLevel.Critical);
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        var bindings = Bindings.Of(configuration);
        services.AddSingleton(bindings);
        services.AddOutboundHttp(configuration);
        services.AddForwardedAddresses(configuration);

        services.AddEngine(configuration);

        services.AddConsoleSignIn(configuration, bindings);
        services.AddSingleton<AdminFromClaims>(AdminClaims.ToAdmin);
        services.AddConsolePages();
        services.AddCircuitAccess();
        services.AddHealthEndpoints();

        var app = builder.Build();
        Pipeline(app, bindings);
        return app;
    }

    /// <summary>Brings the database to this version and checks whose it is, before the first request.</summary>
    public static Task PrepareAsync(WebApplication app, CancellationToken stop)
    {
        _ = FetchEntraMetadataAsync(app.Services);
        return EngineStart.PrepareAsync(app.Services, stop);
    }

    /// <summary>
    /// Where Entra's sign-in is and which keys it signs with, fetched while the database is made ready. Whoever comes first would wait for it otherwise; if it fails, they fetch it again and
    /// are told.
    /// </summary>
    private static Task FetchEntraMetadataAsync(IServiceProvider services) => Task.Run(async () =>
    {
        try
        {
            var entra = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
            await entra.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogNoMetadata(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ConsoleHost)), failure);
        }
    });

    private static void Pipeline(WebApplication app, Bindings bindings)
    {
        if (ForwardedAddresses.KnownProxies(app.Configuration).Any())
            app.UseForwardedHeaders();
        app.UseSecurityHeaders(bindings);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AccessPages.FaultAsync });
        app.UseCircuitOrigin();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseCircuitLimit();
        app.UseAntiforgery();
        app.MapHealthEndpoints();
        app.MapSignIn();
        app.MapAccessPages();
        app.MapConsolePages();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Entra's metadata could not be fetched at start; the first sign-in tries again.")]
    private static partial void LogNoMetadata(ILogger log, Exception failure);
}
