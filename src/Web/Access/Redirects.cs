using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AutopilotReset.Web.Access;

/// <summary>Only a page that a person opens is sent to the sign-in. A script's request would follow the redirect to another site and fail there.</summary>
internal static class Redirects
{
    public static bool CalledByScript(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/authentication/login", StringComparison.OrdinalIgnoreCase))
            return false;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return true;
        if (request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return true;
        return request.Headers["Sec-Fetch-Mode"].ToString() is { Length: > 0 } mode && mode != "navigate";
    }

    public static Func<RedirectContext<CookieAuthenticationOptions>, Task> UnlessCalledByScript(Func<RedirectContext<CookieAuthenticationOptions>, Task> redirect, int status) =>
        context =>
        {
            if (!CalledByScript(context.Request))
                return redirect(context);
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
}
