using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>What a page's live connection must bring: the console's own origin (a foreign page could otherwise open it with the person's cookie), and not too many of one person.</summary>
internal static class CircuitDoor
{
    public static void AddCircuitAccess(this IServiceCollection services)
    {
        services.AddSingleton<OpenCircuits>();
        services.AddSingleton<SessionEnds>();
        services.AddScoped<CircuitExit>();
        services.AddScoped<CircuitHandler, AccessCircuitHandler>();
        services.AddScoped<AuthenticationStateProvider, ConsoleAuthentication>();
    }

    /// <summary>Before authentication.</summary>
    public static void UseCircuitOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) || IsOwn(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>Browsers state the origin on every WebSocket and every POST; elsewhere its absence is no sign of another site.</summary>
    private static bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return !request.HttpContext.WebSockets.IsWebSocketRequest && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        return string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }
}
