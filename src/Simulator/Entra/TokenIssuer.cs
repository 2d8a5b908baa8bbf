using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace AutopilotReset.Simulator.Entra;

/// <summary>Writes the tokens (identity.md §3).</summary>
internal sealed class TokenIssuer(Jwt jwt, EntraSettings settings, TimeProvider time)
{
    private long _number;

    public JsonObject ForPerson(Persona persona, IReadOnlyList<string> scopes, string loginHost, string graphHost, string? nonce, bool answersChallenge)
    {
        var answer = Common(string.Join(' ', scopes.Select(s => $"https://{graphHost}/{s}")));
        var access = AccessClaims(persona, scopes, loginHost, graphHost);
        if (answersChallenge) access["answers_challenge"] = true;
        answer["access_token"] = jwt.Sign(access);
        answer["id_token"] = IdToken(IdClaims(persona, loginHost, nonce), loginHost);
        answer["refresh_token"] = jwt.Sign(RefreshClaims(persona));
        answer["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            new JsonObject { ["uid"] = persona.HomeObjectId, ["utid"] = persona.HomeTenantId }.ToJsonString()));
        return answer;
    }

    public JsonObject ForApplication(IReadOnlyList<string> permissions, string loginHost, string graphHost)
    {
        var claims = Stamped(settings.AccessTokenSeconds);
        claims["aud"] = $"https://{graphHost}";
        claims["iss"] = $"https://{loginHost}/{EntraIds.TenantId}/v2.0";
        claims["appid"] = EntraIds.ClientId;
        claims["idtyp"] = "app";
        claims["oid"] = EntraIds.ServicePrincipalId;
        claims["sub"] = EntraIds.ServicePrincipalId;
        claims["tid"] = EntraIds.TenantId;
        claims["roles"] = new JsonArray([.. permissions.Select(p => JsonValue.Create(p))]);
        var answer = Common(scope: null);
        answer["access_token"] = jwt.Sign(claims);
        return answer;
    }

    private JsonObject Common(string? scope)
    {
        var answer = new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = settings.AccessTokenSeconds, ["ext_expires_in"] = settings.AccessTokenSeconds };
        if (settings.RefreshInSeconds is { } refreshIn) answer["refresh_in"] = refreshIn;
        if (scope is not null) answer["scope"] = scope;
        return answer;
    }

    private JsonObject AccessClaims(Persona persona, IReadOnlyList<string> scopes, string loginHost, string graphHost)
    {
        var claims = Stamped(settings.AccessTokenSeconds);
        claims["aud"] = $"https://{graphHost}";
        claims["iss"] = $"https://{loginHost}/{EntraIds.TenantId}/v2.0";
        claims["appid"] = EntraIds.ClientId;
        claims["idtyp"] = "user";
        claims["scp"] = string.Join(' ', scopes);
        AddPerson(claims, persona);
        return claims;
    }

    private JsonObject IdClaims(Persona persona, string loginHost, string? nonce)
    {
        var claims = Stamped(3600);
        claims["aud"] = EntraIds.ClientId;
        claims["iss"] = $"https://{loginHost}/{EntraIds.TenantId}/v2.0";
        claims["ver"] = "2.0";
        claims["preferred_username"] = persona.UserPrincipalName;
        claims["sid"] = persona.HomeObjectId;
        if (nonce is not null) claims["nonce"] = nonce;
        if (persona.AuthenticatedAt is { } authenticated) claims["auth_time"] = authenticated.ToUnixTimeSeconds();
        AddPerson(claims, persona);
        return claims;
    }

    /// <summary>The identity token, in order or with the flaw that a test asked for.</summary>
    private string IdToken(JsonObject claims, string loginHost)
    {
        switch (settings.IdTokenFlaw)
        {
            case IdTokenFlaw.None: return jwt.Sign(claims);
            case IdTokenFlaw.ForeignIssuer: claims["iss"] = $"https://sts.evil.example/{EntraIds.TenantId}/v2.0"; break;
            case IdTokenFlaw.ForeignTenant:
                claims["iss"] = $"https://{loginHost}/{EntraIds.OtherTenantId}/v2.0";
                claims["tid"] = EntraIds.OtherTenantId;
                break;
            case IdTokenFlaw.ForeignTenantClaim: claims["tid"] = EntraIds.OtherTenantId; break;
            case IdTokenFlaw.ForeignAudience: claims["aud"] = EntraIds.ServicePrincipalId; break;
            case IdTokenFlaw.Expired: claims["exp"] = time.GetUtcNow().AddHours(-1).ToUnixTimeSeconds(); claims["nbf"] = time.GetUtcNow().AddHours(-2).ToUnixTimeSeconds(); break;
            case IdTokenFlaw.ForeignNonce: claims["nonce"] = "the-nonce-of-another-sign-in"; break;
            default: return jwt.SignWrongly(claims, settings.IdTokenFlaw);
        }
        return jwt.Sign(claims);
    }

    private JsonObject RefreshClaims(Persona persona)
    {
        var claims = Stamped(90 * 24 * 3600);
        claims["use"] = "refresh";
        claims["oid"] = persona.ObjectId;
        // Whole seconds cannot tell a token of before a revocation from one of after it.
        claims["iat_ms"] = time.GetUtcNow().ToUnixTimeMilliseconds();
        return claims;
    }

    private static void AddPerson(JsonObject claims, Persona persona)
    {
        claims["oid"] = persona.ObjectId;
        claims["tid"] = EntraIds.TenantId;
        claims["sub"] = "s-" + persona.ObjectId;
        claims["name"] = persona.DisplayName;
        if (persona.EmitsWids)
            claims["wids"] = new JsonArray([.. persona.Roles.Append(RoleIds.User).Select(r => JsonValue.Create(r))]);
    }

    private JsonObject Stamped(int seconds)
    {
        var now = time.GetUtcNow();
        return new JsonObject
        {
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddSeconds(seconds).ToUnixTimeSeconds(),
            ["iat_ms"] = now.ToUnixTimeMilliseconds(),
            ["uti"] = $"u{Interlocked.Increment(ref _number)}-{now.ToUnixTimeMilliseconds()}",
        };
    }
}
