using System.Globalization;
using System.Security.Claims;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Web.Access;

/// <summary>The few claims that the console's own cookie carries; nothing else of Entra's token is kept.</summary>
internal static class AdminClaims
{
    public const string HomeObjectId = "uid";
    public const string HomeTenantId = "utid";
    public const string ObjectId = "oid";
    public const string TenantId = "tid";
    public const string Name = "name";
    public const string UserPrincipalName = "preferred_username";
    public const string Level = "console_level";

    /// <summary>When the session began, Unix milliseconds; survives the cookie's renewals, whose own stamp has whole seconds only.</summary>
    public const string Started = "session_started";

    /// <summary>When the cookie of this request ends, Unix milliseconds; set anew for each request, never stored.</summary>
    public const string Ends = "session_ends";

    /// <summary>When the person last signed in by hand, Unix seconds as Entra gave it; absent where it did not.</summary>
    public const string Authenticated = "auth_time";

    private const string AuthenticationType = "AutopilotReset";

    public static ClaimsPrincipal Principal(Account account, AccessLevel level, DateTimeOffset started, DateTimeOffset? authenticated = null) =>
        new(new ClaimsIdentity(
        [
            // Antiforgery tokens are bound to this one; without it to all claims, the changing ones too.
            new("sub", account.Id),
            new(HomeObjectId, account.HomeObjectId),
            new(HomeTenantId, account.HomeTenantId),
            new(ObjectId, account.ObjectId),
            new(TenantId, account.TenantId),
            new(Name, account.Name),
            new(UserPrincipalName, account.UserPrincipalName),
            new(Level, level.ToString()),
            Moment(Started, started),
            .. authenticated is { } at ? [new Claim(Authenticated, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))] : Array.Empty<Claim>(),
        ], AuthenticationType, Name, roleType: null));

    /// <summary>The person as the console contract knows them.</summary>
    /// <exception cref="InvalidOperationException">The principal did not pass the console's sign-in.</exception>
    public static Admin ToAdmin(ClaimsPrincipal principal)
    {
        string Claim(string type) => principal.FindFirst(type)?.Value ?? throw new InvalidOperationException($"The session has no claim \"{type}\". Sign in again.");
        return new Admin(Claim(HomeObjectId), Claim(HomeTenantId), Claim(ObjectId), Claim(TenantId), Claim(Name), Claim(UserPrincipalName), LevelOf(principal)) { SignedInAt = AuthenticatedAt(principal) };
    }

    /// <summary>When the person last signed in by hand; <c>null</c> where it is not said or cannot be read.</summary>
    public static DateTimeOffset? AuthenticatedAt(ClaimsPrincipal principal) =>
        long.TryParse((principal.FindFirst(Authenticated) ?? principal.FindFirst(ClaimTypes.AuthenticationInstant))?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>The level at sign-in; <see cref="AccessLevel.None"/> when it cannot be read.</summary>
    public static AccessLevel LevelOf(ClaimsPrincipal principal) =>
        Enum.TryParse<AccessLevel>(principal.FindFirst(Level)?.Value, out var level) && Enum.IsDefined(level) ? level : AccessLevel.None;

    public static DateTimeOffset? StartedAt(ClaimsPrincipal principal) => MomentOf(principal, Started);

    public static DateTimeOffset? EndsAt(ClaimsPrincipal principal) => MomentOf(principal, Ends);

    /// <summary>States when the session of this request ends, so that a circuit opened by it does not outlive it.</summary>
    public static void StateEnd(ClaimsPrincipal principal, DateTimeOffset ends)
    {
        if (principal.Identity is not ClaimsIdentity identity)
            return;
        foreach (var earlier in identity.FindAll(Ends).ToList())
            identity.RemoveClaim(earlier);
        identity.AddClaim(Moment(Ends, ends));
    }

    private static Claim Moment(string type, DateTimeOffset at) => new(type, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    private static DateTimeOffset? MomentOf(ClaimsPrincipal principal, string type) =>
        long.TryParse(principal.FindFirst(type)?.Value, CultureInfo.InvariantCulture, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
