using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Net.Http.Headers;

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

        // Whatever the environment says: a fault's text may name devices, people and addresses, and belongs into the log.
        services.PostConfigure<CircuitOptions>(options => options.DetailedErrors = false);
    }

    /// <summary>Before authentication.</summary>
    public static void UseCircuitOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!IsOfCircuits(context.Request) || IsOwn(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>After authorization: nobody gets more than a few live connections, whatever is said on them.</summary>
    public static void UseCircuitLimit(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!IsLive(context.Request) || context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var open = context.RequestServices.GetRequiredService<OpenCircuits>();
        var account = AdminClaims.ToAdmin(context.User).AccountId;
        if (!open.TryConnect(account))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            open.Disconnect(account);
        }
    });

    /// <summary>Browsers state the origin on every WebSocket and every POST; elsewhere its absence is no sign of another site.</summary>
    private static bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return !request.Headers.ContainsKey(HeaderNames.Upgrade) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        return string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOfCircuits(HttpRequest request) => request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    /// <summary>A WebSocket, over HTTP/1.1 or /2, or a poll that waits in its stead. The framework's own word for it is said only inside the endpoint.</summary>
    private static bool IsLive(HttpRequest request) => IsOfCircuits(request) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method));
}
