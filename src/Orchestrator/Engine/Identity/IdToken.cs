using Microsoft.IdentityModel.JsonWebTokens;

namespace AutopilotReset.Engine.Identity;

/// <summary>Reads an id_token that came straight from Entra's token endpoint.</summary>
internal static class IdToken
{
    /// <summary>Claim with the role template ids (graph.md §8).</summary>
    public const string Roles = "wids";

    /// <summary>Role template ids; <c>null</c> when the token says nothing about roles, which is not the same as having none.</summary>
    public static IReadOnlyList<string>? RolesOf(string? idToken)
    {
        if (string.IsNullOrEmpty(idToken))
            return null;
        var claims = new JsonWebToken(idToken).Claims.Where(c => c.Type == Roles).Select(c => c.Value).ToList();
        return claims.Count == 0 ? null : claims;
    }
}
