using System.Security.Claims;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Api;
using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Features;
using AutopilotReset.Web.Features.Devices;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace AutopilotReset.Web.Components;

/// <summary>The pages: services and routes. What they show comes through the console contract only, which the host registers.</summary>
internal static class ConsolePages
{
    /// <summary>
    /// Services of the pages. The host adds the contract (<see cref="IDeviceCatalogue"/> and its siblings), a distributed cache, authentication and a default
    /// authorization policy, and may register its own <see cref="AdminFromClaims"/>.
    /// </summary>
    public static IServiceCollection AddConsolePages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(o => o.MaximumReceiveMessageSize = PasteLimit.MessageBytes);
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery();
        services.AddMudServices();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AdminFromClaims>(Components.CurrentAdmin.FromPlainClaims);
        services.AddScoped<CurrentAdmin>();
        services.AddScoped<PageClock>();
        services.AddScoped<Drafts>();
        return services;
    }

    /// <summary>Maps static files and pages. Pages demand the default policy; static files are open, so that the sign-in pages can be styled.</summary>
    public static RazorComponentsEndpointConventionBuilder MapConsolePages(this WebApplication app)
    {
        // Outside Development only a published console finds its packages' static files by itself; this finds them beside a built one, and does nothing when published.
        StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
        app.MapStaticAssets().AllowAnonymous();
        app.MapExports();
        // A person who follows a stale link sees a page, with the right status; a program that asks for data sees the bare status.
        app.MapFallback(context => WantsPage(context)
            ? new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(context)
            : TypedResults.NotFound().ExecuteAsync(context)).RequireAuthorization();
        return app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static bool WantsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Reads the person from the claims of the signed-in principal.</summary>
internal delegate Admin AdminFromClaims(ClaimsPrincipal principal);
