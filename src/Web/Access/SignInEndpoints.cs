using System.Text.Json;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Web.Access.Circuits;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AutopilotReset.Web.Access;

/// <summary><c>GET /authentication/login</c> and <c>POST /authentication/logout</c>.</summary>
internal static class SignInEndpoints
{
    private const int LongestClaims = 4000;
    private static readonly string[] Always = ["openid", "profile", "offline_access"];

    /// <summary>Scopes that are asked for when first needed; no others can be had by asking.</summary>
    private static readonly IReadOnlyList<string> Rare = [.. GraphScopes.SetPrimaryUser.Union(GraphScopes.RepairPrimaryUser).Union(GraphScopes.RepairOwner)];

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/authentication");
        group.MapGet("/login", LogIn).AllowAnonymous();

        // Anonymous, so that a session which ended meanwhile still gets its page instead of a sign-in; the antiforgery token is demanded all the same.
        group.MapPost("/logout", LogOutAsync).AllowAnonymous();
    }

    private static IResult LogIn(HttpContext context, MicrosoftCloud cloud, string? returnUrl, string? claims, string? scope, string? pick, string? fresh)
    {
        var wanted = (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Except(Rare, StringComparer.Ordinal).Any())
            return Results.Problem("scope: only " + string.Join(", ", Rare) + " can be asked for.", statusCode: StatusCodes.Status400BadRequest);
        if (claims is not null && !IsClaims(claims))
            return Results.Problem("claims: must be a JSON object.", statusCode: StatusCodes.Status400BadRequest);

        var properties = new OpenIdConnectChallengeProperties { RedirectUri = LocalUrl.Of(returnUrl) };
        if (wanted.Length > 0)
            properties.Scope = [.. Always, .. cloud.Qualified(GraphScopes.SignIn.Concat(wanted))];
        if (claims is not null)
            properties.Items["claims"] = claims;
        if (pick is not null)
            properties.Prompt = OpenIdConnectPrompt.SelectAccount;
        else if (fresh is not null)
            properties.Prompt = OpenIdConnectPrompt.Login;
        if (pick is null && context.User.FindFirst(AdminClaims.UserPrincipalName)?.Value is { Length: > 0 } known)
            properties.SetParameter(OpenIdConnectParameterNames.LoginHint, known);
        return Results.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
    }

    private static async Task LogOutAsync(HttpContext context, IAntiforgery antiforgery, SessionEnds ends, ILoggerFactory logs)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await AccessPages.WriteAsync(context, AccessPages.ForgedSignOut);
            return;
        }

        if (context.User.Identity?.IsAuthenticated != true)
        {
            context.Response.Redirect(AccessPages.SignedOut);
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await ends.SignedOutAsync(context.User, Guid.TryParse(form["page"], out var page) ? page : null, context.RequestAborted);
        try
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            await context.SignOutAsync(OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = AccessPages.SignedOut });
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or InvalidOperationException)
        {
            // Here the session is over already; only Entra's own could not be ended.
            logs.CreateLogger(typeof(SignInEndpoints)).LogWarning(unreachable, "Entra could not be told of a sign-out.");
            context.Response.Redirect(AccessPages.SignedOut);
        }
    }

    private static bool IsClaims(string claims)
    {
        try
        {
            using var json = JsonDocument.Parse(claims);
            return claims.Length <= LongestClaims && json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
