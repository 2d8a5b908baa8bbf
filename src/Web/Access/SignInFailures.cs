using System.Text.RegularExpressions;
using AutopilotReset.Engine.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace AutopilotReset.Web.Access;

/// <summary>A sign-in that failed ends on a page that says what to do, never as a server error (identity.md §7).</summary>
internal static partial class SignInFailures
{
    private static readonly object Tokens = new();

    /// <summary>Redeems the code, and remembers where the tokens were stored: Identity.Web stores them before anybody has looked at who they are for.</summary>
    public static async Task NoteTokensAsync(AuthorizationCodeReceivedContext context, Func<AuthorizationCodeReceivedContext, Task> redeem)
    {
        using var stored = StoredTokens.Watch();
        context.HttpContext.Items[Tokens] = stored;
        await redeem(context);
    }

    /// <summary>A sign-in that failed leaves no refresh token behind.</summary>
    public static Task ForgetTokensAsync(HttpContext context) =>
        context.Items[Tokens] is StoredTokens stored
            ? context.RequestServices.GetRequiredService<Sessions>().ForgetAsync(stored, CancellationToken.None)
            : Task.CompletedTask;

    public static Task DeclinedAsync(AccessDeniedContext context)
    {
        context.Response.Redirect(AccessPages.DeniedAddress(Denial.Declined));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    public static Task FailedAsync(RemoteFailureContext context)
    {
        var log = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("AutopilotReset.Web.Access.SignIn");
        LogFailed(log, context.Failure);
        var code = EntraCode().Match(context.Failure?.ToString() ?? "");
        var denial = IsStale(context.Failure) ? Denial.Stale : Denial.Failed;
        context.Response.Redirect(AccessPages.DeniedAddress(denial, code.Success ? code.Value : null));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Correlation and state are checked by the framework; it tells them apart by text only.</summary>
    private static bool IsStale(Exception? failure) =>
        failure?.Message is { } text
        && (text.Contains("Correlation failed", StringComparison.OrdinalIgnoreCase)
            || text.Contains("oauth state", StringComparison.OrdinalIgnoreCase)
            || text.Contains("message.State", StringComparison.OrdinalIgnoreCase)
            || text.Contains("nonce", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"AADSTS\d{4,8}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntraCode();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in failed.")]
    private static partial void LogFailed(ILogger log, Exception? failure);
}
