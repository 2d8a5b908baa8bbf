using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Simulator.Graph;

/// <summary>Reads the bearer token, and says 401 in Graph's ways.</summary>
internal sealed class TokenCheck(Jwt jwt, PersonaBook personas)
{
    public (GraphCaller? Caller, GraphAnswer? Refusal) Check(GraphCall call)
    {
        var header = call.Header("Authorization");
        if (header is null || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return (null, Unauthorized(call, "InvalidAuthenticationToken", "Access token is empty."));
        var claims = jwt.Read(header["Bearer ".Length..]);
        if (claims is null || (string?)claims["use"] == "refresh") return (null, Unauthorized(call, "InvalidAuthenticationToken", "IDX10511: Signature validation failed."));
        if ((string?)claims["aud"] != $"https://{call.Host}") return (null, Unauthorized(call, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience."));
        if ((long)claims["exp"]! <= call.Now.ToUnixTimeSeconds())
            return (null, Unauthorized(call, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."));
        var oid = (string?)claims["oid"];
        if ((string?)claims["idtyp"] == "app")
            return (new GraphCaller(oid, (string?)claims["appid"], null, Set(claims["roles"]!.AsArray().Select(r => (string)r!))), null);
        if (personas.Find(oid) is not { } persona) return (null, Unauthorized(call, "InvalidAuthenticationToken", "The user in the token does not exist."));
        if (IsChallenged(persona, claims)) return (null, Challenge(call, persona.ChallengedAt!.Value));
        return (new GraphCaller(oid, (string?)claims["appid"], persona, Set(((string?)claims["scp"] ?? "").Split(' '))), null);
    }

    private static bool IsChallenged(Persona persona, System.Text.Json.Nodes.JsonObject claims) =>
        persona.ChallengedAt is { } since && claims["answers_challenge"] is null && (long)claims["iat_ms"]! <= since.ToUnixTimeMilliseconds();

    private static GraphAnswer Challenge(GraphCall call, DateTimeOffset since)
    {
        var wanted = new System.Text.Json.Nodes.JsonObject
        {
            ["access_token"] = new System.Text.Json.Nodes.JsonObject
            {
                ["nbf"] = new System.Text.Json.Nodes.JsonObject { ["essential"] = true, ["value"] = since.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) },
            },
        }.ToJsonString();
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(wanted));
        var answer = GraphErrors.Plain(call, 401, "InvalidAuthenticationToken", "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp");
        return answer with
        {
            Headers = new Dictionary<string, string>
            {
                ["WWW-Authenticate"] = $"Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", client_id=\"{EntraIds.GraphAppId}\", error=\"insufficient_claims\", claims=\"{encoded}\"",
            },
        };
    }

    private static GraphAnswer Unauthorized(GraphCall call, string code, string message) => GraphErrors.Plain(call, 401, code, message) with
    {
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = $"Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", client_id=\"{EntraIds.GraphAppId}\"" },
    };

    private static HashSet<string> Set(IEnumerable<string> values) => new(values, StringComparer.OrdinalIgnoreCase);
}
