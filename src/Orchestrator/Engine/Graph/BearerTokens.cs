using System.Text;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace AutopilotReset.Engine.Graph;

/// <summary>Puts a bearer token on requests to the cloud's Graph host and to no other.</summary>
internal sealed class BearerTokens(Func<string?, CancellationToken, Task<string>> token, string host) : IAuthenticationProvider
{
    public async Task AuthenticateRequestAsync(RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        var address = Freeze(request);
        if (address.Host != host || address.Scheme != Uri.UriSchemeHttps)
            throw new InvalidOperationException($"No token is sent to {address.Host}: only {host} is Graph here.");

        var claims = additionalAuthenticationContext?.GetValueOrDefault("claims") as string;
        var bearer = await token(Decode(claims), cancellationToken);
        request.Headers.Remove("Authorization");
        request.Headers.Add("Authorization", "Bearer " + bearer);
    }

    /// <summary>
    /// What is checked is what is sent, and the template is expanded once: Kiota would expand it anew whenever it is asked for the address, which was the
    /// dearest part of a read. The parameters are replaced, since setting the address empties them and a request builder still uses its own.
    /// </summary>
    private static Uri Freeze(RequestInformation request)
    {
        var address = request.URI;
        (request.PathParameters, request.QueryParameters) = (new Dictionary<string, object>(), new Dictionary<string, object>());
        request.URI = address;
        return address;
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
