using AutopilotReset.Engine.Hosting;
using AutopilotReset.Web.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AutopilotReset.Web.Access;

/// <summary>Sign-in with Entra: code and PKCE through Microsoft.Identity.Web, a cookie of our own.</summary>
internal static class ConsoleSignIn
{
    private const string OpenId = OpenIdConnectDefaults.AuthenticationScheme;
    private const string Cookies = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void AddConsoleSignIn(this IServiceCollection services, IConfiguration configuration, Bindings bindings)
    {
        services.AddSingleton<RoleGate>();
        services.AddSingleton<SessionRules>();
        services.AddEntra(configuration);
        services.Configure<CookieAuthenticationOptions>(Cookies, options => ConfigureCookie(options, bindings));
        services.Configure<OpenIdConnectOptions>(OpenId, options => ConfigureEntra(options, bindings));
        services.AddAuthorization(ConsolePolicies.Configure);
        services.AddAntiforgery(options => Harden(options.Cookie, "antiforgery", bindings));
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options, Bindings bindings)
    {
        Harden(options.Cookie, "session", bindings);
        options.ExpireTimeSpan = SessionRules.Idle;
        options.SlidingExpiration = true;
        options.AccessDeniedPath = AccessPages.Denied;
        var validate = options.Events.OnValidatePrincipal;
        options.Events.OnValidatePrincipal = async context =>
        {
            await validate(context);
            await context.HttpContext.RequestServices.GetRequiredService<SessionRules>().ValidateAsync(context);
        };
        options.Events.OnRedirectToAccessDenied = Redirects.UnlessCalledByScript(options.Events.OnRedirectToAccessDenied, StatusCodes.Status403Forbidden);
    }

    /// <summary>Lax, since Entra sends the browser back from another site; named <c>__Host-</c> wherever it is secure.</summary>
    private static void Harden(CookieBuilder cookie, string name, Bindings bindings)
    {
        cookie.Name = (bindings.PlainLoopback ? "" : "__Host-") + "autopilot-reset-" + name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = bindings.PlainLoopback ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }

    /// <summary>Events are chained, never assigned: Identity.Web's own handlers redeem the code and name the home ids (identity.md §7).</summary>
    private static void ConfigureEntra(OpenIdConnectOptions options, Bindings bindings)
    {
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.UsePkce = true;
        options.SaveTokens = false;
        options.UseTokenLifetime = false;

        // One tenant only: its metadata names the one issuer. Identity.Web's validator admits aliases too, and keeps the first host's HttpClient for the whole process.
        options.TokenValidationParameters.IssuerValidator = null;
        options.TokenHandler = new SignedTokens { MapInboundClaims = options.MapInboundClaims };
        options.SignedOutRedirectUri = AccessPages.SignedOut;

        // A GET from anywhere would sign people out, since our cookie does not keep Entra's session id.
        options.RemoteSignOutPath = PathString.Empty;
        if (bindings.PlainLoopback)
            AllowPlainLoopback(options);

        var redirect = options.Events.OnRedirectToIdentityProvider;
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            if (Redirects.CalledByScript(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.HandleResponse();
                return;
            }

            await redirect(context);
        };
        var received = options.Events.OnAuthorizationCodeReceived;
        options.Events.OnAuthorizationCodeReceived = context => SignInFailures.NoteTokensAsync(context, received);
        var validated = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            SignedTokens.RequireNonce(context);
            await validated(context);
            await context.HttpContext.RequestServices.GetRequiredService<RoleGate>().AdmitAsync(context);
        };
        options.Events.OnAccessDenied = SignInFailures.DeclinedAsync;
        var failed = options.Events.OnRemoteFailure;
        options.Events.OnRemoteFailure = async context =>
        {
            await failed(context);
            await SignInFailures.ForgetTokensAsync(context.HttpContext);
            if (context.Result is null)
                await SignInFailures.FailedAsync(context);
        };
    }

    /// <summary>
    /// Over plain http a browser takes no <c>SameSite=None</c> cookie that is not secure, and not all take secure ones from localhost.
    /// With the answer in the query, a GET, lax cookies do.
    /// </summary>
    private static void AllowPlainLoopback(OpenIdConnectOptions options)
    {
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }
}
