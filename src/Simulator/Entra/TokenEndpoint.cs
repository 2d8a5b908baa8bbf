using System.Text.Json.Nodes;
using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Simulator.Entra;

/// <summary>A refusal in Entra's words.</summary>
internal sealed record EntraRefusal(string Error, int Code, string Text, string? SubError = null, string? Claims = null);

/// <summary>Hands out tokens: for a code, for a refresh token, and to the application itself.</summary>
internal sealed class TokenEndpoint(PersonaBook personas, ConsentBook consents, CodeBook codes, Jwt jwt, TokenIssuer issuer, ClientCredential credential, TimeProvider time)
{
    public (JsonObject? Tokens, EntraRefusal? Refusal) Answer(IFormCollection form, string loginHost)
    {
        if (form["client_id"] != EntraIds.ClientId)
            return (null, new("unauthorized_client", 700016, $"AADSTS700016: Application with identifier '{form["client_id"]}' was not found in the directory."));
        if (credential.Refusal(form["client_secret"], form["client_assertion"], EntraIds.ClientId, time.GetUtcNow()) is { } reason)
            return (null, new("invalid_client", CodeIn(reason), reason));
        return form["grant_type"].ToString() switch
        {
            "authorization_code" => ForCode(form, loginHost),
            "refresh_token" => ForRefresh(form, loginHost),
            "client_credentials" => (issuer.ForApplication(consents.Application, loginHost, MicrosoftHosts.GraphFor(loginHost)), null),
            var other => (null, new("unsupported_grant_type", 70003, $"AADSTS70003: The app requested an unsupported grant type '{other}'.")),
        };
    }

    private (JsonObject?, EntraRefusal?) ForCode(IFormCollection form, string loginHost)
    {
        var (grant, fault) = codes.Redeem(form["code"], form["redirect_uri"], form["code_verifier"]);
        return grant is null
            ? (null, new("invalid_grant", CodeIn(fault!), fault!))
            : Tokens(grant.Persona, form, grant.Request.Scopes, loginHost, grant.Request.Nonce);
    }

    private (JsonObject?, EntraRefusal?) ForRefresh(IFormCollection form, string loginHost)
    {
        var claims = jwt.Read(form["refresh_token"]);
        if (claims is null || (string?)claims["use"] != "refresh" || personas.Find((string?)claims["oid"]) is not { } persona)
            return (null, new("invalid_grant", 9002313, "AADSTS9002313: Invalid request. The refresh token is malformed or invalid."));
        if ((long)claims["exp"]! <= time.GetUtcNow().ToUnixTimeSeconds())
            return (null, new("invalid_grant", 700082, "AADSTS700082: The refresh token has expired due to inactivity."));
        if (persona.RevokedAt is { } revoked && (long)claims["iat_ms"]! <= revoked.ToUnixTimeMilliseconds())
            return (null, new("invalid_grant", 50173, "AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed."));
        if (persona.MfaRequired)
            return (null, new("interaction_required", 50076, "AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication.",
                "basic_action", """{"access_token":{"capolids":{"essential":true,"values":["practice-mfa"]}}}"""));
        return Tokens(persona, form, [], loginHost, nonce: null);
    }

    private (JsonObject?, EntraRefusal?) Tokens(Persona persona, IFormCollection form, IReadOnlyList<string> granted, string loginHost, string? nonce)
    {
        if (persona.Disabled) return (null, new("invalid_grant", 50057, "AADSTS50057: The user account is disabled."));
        var asked = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(AuthorizeRequest.Bare).ToList();
        if (asked.Count == 0) asked = [.. granted];
        if (asked.Find(s => s != ".default" && !ConsentBook.IsKnown(s)) is { } unknown)
            return (null, new("invalid_scope", 70011, $"AADSTS70011: The provided value for the input parameter 'scope' is not valid: '{unknown}'."));
        if (asked.Find(s => s != ".default" && !consents.Has(persona, s)) is { } missing)
            return (null, new("invalid_grant", 65001, $"AADSTS65001: The user or administrator has not consented to use the application for '{missing}'. Send an interactive authorization request.", "consent_required"));
        var scopes = asked.Contains(".default") ? consents.AllOf(persona) : [.. asked.Select(ConsentBook.Spelled).Where(s => s is not ("openid" or "profile" or "offline_access" or "email"))];
        return (issuer.ForPerson(persona, scopes, loginHost, MicrosoftHosts.GraphFor(loginHost), nonce, form["claims"].ToString().Contains("\"nbf\"", StringComparison.Ordinal)), null);
    }

    private static int CodeIn(string reason) =>
        int.TryParse(reason.AsSpan(6, Math.Max(0, reason.IndexOf(':', StringComparison.Ordinal) - 6)), System.Globalization.CultureInfo.InvariantCulture, out var code) ? code : 0;
}
