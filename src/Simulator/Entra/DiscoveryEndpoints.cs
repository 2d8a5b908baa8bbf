using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace AutopilotReset.Simulator.Entra;

/// <summary>What the sign-in library asks for before anybody signs in (identity.md §3).</summary>
internal static class DiscoveryEndpoints
{
    public static JsonObject Configuration(string loginHost, int browserPort) => new()
    {
        ["issuer"] = $"https://{loginHost}/{EntraIds.TenantId}/v2.0",
        ["authorization_endpoint"] = $"http://localhost:{browserPort}/{EntraIds.TenantId}/oauth2/v2.0/authorize",
        ["end_session_endpoint"] = $"http://localhost:{browserPort}/{EntraIds.TenantId}/oauth2/v2.0/logout",
        ["token_endpoint"] = $"https://{loginHost}/{EntraIds.TenantId}/oauth2/v2.0/token",
        ["jwks_uri"] = $"https://{loginHost}/{EntraIds.TenantId}/discovery/v2.0/keys",
        ["response_types_supported"] = new JsonArray("code", "id_token", "code id_token"),
        ["response_modes_supported"] = new JsonArray("query", "form_post"),
        ["scopes_supported"] = new JsonArray("openid", "profile", "email", "offline_access"),
        ["subject_types_supported"] = new JsonArray("pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "private_key_jwt"),
        ["claims_supported"] = new JsonArray("sub", "iss", "aud", "exp", "iat", "nonce", "auth_time", "preferred_username", "name", "tid", "oid", "wids"),
    };

    public static JsonObject Keys(Jwt jwt, string loginHost)
    {
        var key = jwt.PublicKey;
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = jwt.KeyId,
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
                ["issuer"] = $"https://{loginHost}/{EntraIds.TenantId}/v2.0",
            }),
        };
    }

    public static JsonObject Instance(HttpRequest request)
    {
        var asked = request.Query["authorization_endpoint"].ToString();
        var host = Uri.TryCreate(asked, UriKind.Absolute, out var uri) ? uri.Host : request.Host.Host;
        return new JsonObject
        {
            ["tenant_discovery_endpoint"] = $"https://{host}/{EntraIds.TenantId}/v2.0/.well-known/openid-configuration",
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(new JsonObject
            {
                ["preferred_network"] = host,
                ["preferred_cache"] = host,
                ["aliases"] = new JsonArray(host),
            }),
        };
    }
}
