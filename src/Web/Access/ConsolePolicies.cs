using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Authorization;

namespace AutopilotReset.Web.Access;

/// <summary>Who may see what. Commands check again, against Entra, on the server.</summary>
internal static class ConsolePolicies
{
    /// <summary>Operators and auditors; also the default and the fallback, so that an endpoint nobody thought of is closed.</summary>
    public const string Console = "Console";

    /// <summary>Those who may send.</summary>
    public const string Operator = "Operator";

    public static void Configure(AuthorizationOptions options)
    {
        var console = new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireClaim(AdminClaims.Level, nameof(AccessLevel.Operator), nameof(AccessLevel.Auditor))
            .Build();
        options.AddPolicy(Console, console);
        options.DefaultPolicy = console;
        options.FallbackPolicy = console;
        options.AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireClaim(AdminClaims.Level, nameof(AccessLevel.Operator)));
    }
}
