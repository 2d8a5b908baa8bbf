using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;

namespace AutopilotReset.Web.Access;

/// <summary>A sign-in that failed ends on a page that says what to do, never as a server error (identity.md §7).</summary>
internal static partial class SignInFailures
{
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
