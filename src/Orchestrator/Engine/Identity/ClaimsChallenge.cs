using System.Text;
using System.Text.RegularExpressions;

namespace AutopilotReset.Engine.Identity;

/// <summary>The <c>claims</c> of a 401's WWW-Authenticate header, decoded.</summary>
internal static partial class ClaimsChallenge
{
    public static string? Of(HttpResponseMessage response)
    {
        foreach (var header in response.Headers.WwwAuthenticate)
        {
            var match = Claims().Match(header.Parameter ?? "");
            if (match.Success)
                return Decode(match.Groups["claims"].Value);
        }

        return null;
    }

    private static string Decode(string claims)
    {
        var padded = claims.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : claims;
    }

    [GeneratedRegex("claims=\"(?<claims>[^\"]+)\"", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Claims();
}
