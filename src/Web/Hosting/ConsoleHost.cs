using AutopilotReset.Engine;
using AutopilotReset.Engine.Hosting;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Access;
using AutopilotReset.Web.Access.Circuits;
using AutopilotReset.Web.Components;

namespace AutopilotReset.Web.Hosting;

/// <summary>The console as one web application: engine, sign-in, pages.</summary>
internal static class ConsoleHost
{
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        ConfigurationDefaults.AddDefaults(builder.Configuration);

        // Outside Development a console that was built, not published, would serve empty scripts (identity.md §8).
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

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
    public static Task PrepareAsync(WebApplication app, CancellationToken stop) => EngineStart.PrepareAsync(app.Services, stop);

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
        app.MapHealthEndpoints(context => AdminClaims.LevelOf(context.User) is AccessLevel.Auditor or AccessLevel.Operator);
        app.MapMetrics(app.Configuration);
        app.MapSignIn();
        app.MapAccessPages();
        app.MapConsolePages();
    }
}
