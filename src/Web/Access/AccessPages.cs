using AutopilotReset.Engine.Identity;
using AutopilotReset.Web.Access.Circuits;

namespace AutopilotReset.Web.Access;

/// <summary>The pages outside the console: turned away, ended, signed out, fault. Open to everybody, without scripts.</summary>
internal static class AccessPages
{
    public const string Denied = "/denied";
    public const string Ended = "/ended";
    public const string SignedOut = "/signed-out";

    private const string SignIn = "/authentication/login";
    private const string OtherAccount = SignIn + "?pick=1";

    public static PlainPage ForgedSignOut { get; } = new("You were not signed out",
        ["The sign-out did not come from a page of this console, or the page was too old.", "Go back to the console, load the page again, and sign out there."],
        [new("Back to the console", "/")]);

    public static void MapAccessPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Denied, (HttpContext context, string? why, string? code) =>
            WriteAsync(context, Of(Enum.TryParse<Denial>(why, out var denial) && Enum.IsDefined(denial) ? denial : Denial.NoRole, code), StatusCodes.Status403Forbidden)).AllowAnonymous();
        endpoints.MapGet(Ended, (HttpContext context, string? why, string? returnUrl, string? claims) =>
            WriteAsync(context, OfEnd(why, returnUrl, claims))).AllowAnonymous();
        endpoints.MapGet(SignedOut, (HttpContext context) => WriteAsync(context, new("You are signed out",
            ["Your sessions in this console are over. Resets that you confirmed go on, and are watched."], [new("Sign in", SignIn)]))).AllowAnonymous();
    }

    /// <summary>
    /// The page of a fault. Written at once and not by a further pass through the console: what failed may be the very database that says whose session this is.
    /// </summary>
    public static Task FaultAsync(HttpContext context) => WriteAsync(context, new("Something went wrong here",
        [$"The details are in the console's log under {context.TraceIdentifier}.", "Nothing that was sent is affected. Try again; if it stays, tell whoever runs this console."],
        [new("Back to the console", "/")]), StatusCodes.Status500InternalServerError);

    public static string DeniedAddress(Denial denial, string? code = null) => $"{Denied}?why={denial}" + (code is null ? "" : "&code=" + Uri.EscapeDataString(code));

    public static string EndedAddress(string why, string returnUrl, string? claims = null) =>
        $"{Ended}?why={why}&returnUrl={Uri.EscapeDataString(returnUrl)}" + (claims is null ? "" : "&claims=" + Uri.EscapeDataString(claims));

    public static Task WriteAsync(HttpContext context, PlainPage page, int? status = null)
    {
        if (status is { } code)
            context.Response.StatusCode = code;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(page.ToHtml(), context.RequestAborted);
    }

    private static PlainPage Of(Denial denial, string? code) => denial switch
    {
        Denial.NoRole => new("You have no access here",
            ["Your account does not hold a role that admits it here. This console asks for the role Intune Administrator (Intune Service Administrator); your organisation may have configured others.",
             "If the role is yours through Privileged Identity Management, activate it first. Otherwise ask whoever assigns roles in Microsoft Entra, then sign in again."],
            [new("Sign in with another account", OtherAccount), new("Try again", SignIn)]),
        Denial.RoleUnknown => new("Your role could not be confirmed",
            ["Neither Entra's token nor Microsoft Graph told which roles you hold, so nobody can be let in for now.",
             "Try again in a minute. If it stays, the app registration should emit directory roles (groupMembershipClaims = DirectoryRole)."],
            [new("Try again", SignIn)]),
        Denial.Declined => new("You declined the permissions",
            ["The console acts in your name with the permissions that Entra listed; without them it can do nothing.",
             "Sign in again and accept them. If Entra says that an administrator must approve, ask them to grant consent for this application."],
            [new("Sign in again", SignIn)]),
        Denial.Stale => new("The sign-in took too long",
            ["It was left open, was started in another browser, or this browser blocks the console's cookies."],
            [new("Sign in again", SignIn)]),
        _ => new("The sign-in failed",
            ["Something between this console and Microsoft Entra went wrong." + (IsCode(code) ? $" Entra's code is {code}." : ""),
             "Try again. If it stays, tell whoever runs this console; the details are in its log."],
            [new("Sign in again", SignIn), new("Sign in with another account", OtherAccount)]),
    };

    private static PlainPage OfEnd(string? why, string? returnUrl, string? claims)
    {
        var back = $"{SignIn}?returnUrl={Uri.EscapeDataString(LocalUrl.Of(returnUrl))}" + (claims is { Length: > 0 } ? "&claims=" + Uri.EscapeDataString(claims) : "");
        var text = why switch
        {
            nameof(SessionEnd.RoleLost) => "Your account no longer holds the role that this page needs. What you confirmed and was not sent yet is paused.",
            nameof(SessionEnd.SignInNeeded) => "Microsoft Entra ended your session: a changed password, a new policy, or an administrator who revoked it.",
            CircuitEnd.TooMany => $"You have {OpenCircuits.MostPerPerson} pages of this console open. Close some and load this one again.",
            CircuitEnd.AnotherPerson => "This page was opened by somebody else.",
            nameof(SessionEnd.SignedOut) => "You signed out in another window.",
            _ => "Your session reached its time limit.",
        };
        return new("Your session ended", [text, "Orders that were already sent go on and are watched."], [new("Sign in again", back), new("Sign in with another account", OtherAccount)]);
    }

    private static bool IsCode(string? code) => code is { Length: <= 14 } && code.StartsWith("AADSTS", StringComparison.Ordinal) && code.Skip(6).All(char.IsAsciiDigit);
}
