using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace AutopilotReset.Simulator.Entra;

/// <summary>Authorisation codes that wait to be redeemed, once and within ten minutes.</summary>
internal sealed class CodeBook(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Grant> _open = new(StringComparer.Ordinal);

    internal sealed record Grant(Persona Persona, AuthorizeRequest Request, DateTimeOffset Until);

    public string Issue(Persona persona, AuthorizeRequest request)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _open[code] = new Grant(persona, request, time.GetUtcNow().AddMinutes(10));
        return code;
    }

    /// <summary>The grant behind a code, or why there is none.</summary>
    public (Grant? Grant, string? Fault) Redeem(string? code, string? redirectUri, string? verifier)
    {
        if (code is null || !_open.TryRemove(code, out var grant)) return (null, "AADSTS54005: OAuth2 Authorization code was already redeemed or never issued.");
        if (grant.Until <= time.GetUtcNow()) return (null, "AADSTS70008: The provided authorization code is expired.");
        if (grant.Request.RedirectUri != redirectUri) return (null, "AADSTS50011: The redirect URI differs from the one in the authorisation request.");
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier ?? "")));
        return challenge == grant.Request.Challenge ? (grant, null) : (null, "AADSTS501481: The Code_Verifier does not match the code_challenge.");
    }
}
