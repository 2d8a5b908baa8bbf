using System.Globalization;

namespace AutopilotReset.Web.Hosting;

/// <summary>Headers of every answer (faults.md, Headers / CSP). Styles may be inline because MudBlazor writes them; scripts may not.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

    private static readonly TimeSpan TwoYears = TimeSpan.FromDays(730);

    public static void UseSecurityHeaders(this IApplicationBuilder app, Bindings bindings) => app.Use((context, next) =>
    {
        // When the answer starts, so that the page of an unhandled fault has them too.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            if (!bindings.PlainLoopback && context.Request.IsHttps)
                headers.StrictTransportSecurity = string.Create(CultureInfo.InvariantCulture, $"max-age={TwoYears.TotalSeconds:0}; includeSubDomains");
            return Task.CompletedTask;
        });
        return next(context);
    });
}
