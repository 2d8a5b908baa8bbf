using Microsoft.Identity.Client;
using Microsoft.Identity.Web;

namespace AutopilotReset.Engine.Identity;

/// <summary>MSAL's failures in the two words the console knows: the person must sign in, or nothing is known (identity.md §5).</summary>
internal static class EntraFailures
{
    /// <exception cref="SignInNeededException">Session, consent or account ended.</exception>
    /// <exception cref="AuthorityUnreachableException">Entra did not answer, or refused this console itself.</exception>
    public static async Task<AuthenticationResult> TranslateAsync(Func<Task<AuthenticationResult>> acquire, CancellationToken stop)
    {
        try
        {
            return await acquire();
        }
        catch (MicrosoftIdentityWebChallengeUserException challenge)
        {
            throw SignIn(challenge.MsalUiRequiredException, challenge);
        }
        catch (MsalUiRequiredException needed)
        {
            throw SignIn(needed, needed);
        }
        catch (MsalServiceException refused) when (refused.StatusCode is >= 400 and < 500 and not 429)
        {
            throw new AuthorityUnreachableException($"Entra refuses this console's own registration ({refused.ErrorCode}): {FirstLine(refused.Message)}", refused);
        }
        catch (Exception failure) when (failure is MsalException or HttpRequestException || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new AuthorityUnreachableException($"Entra did not answer: {FirstLine(failure.Message)}", failure);
        }
    }

    private static SignInNeededException SignIn(MsalUiRequiredException needed, Exception inner) =>
        new(WhyOf(needed), string.IsNullOrEmpty(needed.Claims) ? null : needed.Claims, inner);

    private static string WhyOf(MsalUiRequiredException needed) => needed switch
    {
        { ErrorCode: MsalError.UserNullError or MsalError.NoTokensFoundError or MsalError.NoTokensFoundError } => "Your session ended. Sign in again.",
        { Classification: UiRequiredExceptionClassification.ConsentRequired } => "This needs a permission that you have not granted yet. Sign in again to grant it.",
        { ErrorCode: MsalError.InvalidGrantError } => $"Entra ended your session. Sign in again. ({FirstLine(needed.Message)})",
        _ => $"Entra asks you to sign in again. ({FirstLine(needed.Message)})",
    };

    private static string FirstLine(string message) => message.Split('\n', '\r')[0].Trim();
}
