using System.Text.RegularExpressions;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>Takes out of a text what must not leave: tokens, and values that are named as secrets. A net below the rule that nobody logs one.</summary>
internal static partial class Secrets
{
    private const string Hidden = "[hidden]";

    public static string Hide(string text)
    {
        try
        {
            return Named().Replace(Bearer().Replace(Jwt().Replace(text, Hidden), "${what} " + Hidden), "${what}" + Hidden);
        }
        catch (RegexMatchTimeoutException)
        {
            // What could not be looked through does not leave.
            return Hidden;
        }
    }

    /// <summary>A JSON web token or an encrypted one, whole or cut off.</summary>
    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}", RegexOptions.None, 1_000)]
    private static partial Regex Jwt();

    [GeneratedRegex(@"\b(?<what>Bearer|Basic)\s+[^\s,;""']{8,}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"(?<what>(client_secret|client_assertion|refresh_token|access_token|id_token|code_verifier|password|pwd|sig|api[-_]?key)[""']?\s*[=:]\s*[""']?)[^\s&,;""']+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();
}
