using System.Text;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace AutopilotReset.Engine.Graph;

/// <summary>Puts a bearer token on requests to the cloud's Graph host and to no other.</summary>
internal sealed class BearerTokens(Func<string?, CancellationToken, Task<string>> token, string host) : IAuthenticationProvider
{
    public async Task AuthenticateRequestAsync(RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        if (request.URI.Host != host || request.URI.Scheme != Uri.UriSchemeHttps)
            throw new InvalidOperationException($"No token is sent to {request.URI.Host}: only {host} is Graph here.");

        var claims = additionalAuthenticationContext?.GetValueOrDefault("claims") as string;
        var bearer = await token(Decode(claims), cancellationToken);
        request.Headers.Remove("Authorization");
        request.Headers.Add("Authorization", "Bearer " + bearer);
    }

    /// <summary>Kiota hands a claims challenge over in Base64 (identity.md §4).</summary>
    private static string? Decode(string? claims)
    {
        if (string.IsNullOrEmpty(claims))
            return null;
        var buffer = new byte[claims.Length];
        return Convert.TryFromBase64String(claims, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : claims;
    }
}
