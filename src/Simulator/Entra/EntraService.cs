using System.Text.Json.Nodes;

namespace AutopilotReset.Simulator.Entra;

/// <summary>Entra's sign-in hosts over HTTPS: discovery, keys and tokens. The browser's part is <see cref="BrowserPages"/>.</summary>
internal sealed class EntraService(Jwt jwt, TokenEndpoint tokens, Func<int> browserPort, TimeProvider time)
{
    /// <summary>Where a refusal's reason is left for the log.</summary>
    public const string Refused = "entra-refusal";

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var host = context.Request.Host.Host;
        if (path == "/common/discovery/instance") await JsonAsync(context, 200, DiscoveryEndpoints.Instance(context.Request));
        else if (!NamesTenant(path)) await RefuseAsync(context, new("invalid_tenant", 90002, "AADSTS90002: Tenant not found. Check to make sure you have the correct tenant ID."));
        else if (path.EndsWith("/v2.0/.well-known/openid-configuration", StringComparison.Ordinal)) await JsonAsync(context, 200, DiscoveryEndpoints.Configuration(host, browserPort()));
        else if (path.EndsWith("/discovery/v2.0/keys", StringComparison.Ordinal)) await JsonAsync(context, 200, DiscoveryEndpoints.Keys(jwt, host));
        else if (path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal) && HttpMethods.IsPost(context.Request.Method)) await TokenAsync(context, host);
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task TokenAsync(HttpContext context, string host)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
        var (answer, refusal) = tokens.Answer(form, host);
        if (answer is not null) await JsonAsync(context, 200, answer);
        else await RefuseAsync(context, refusal!);
    }

    private static bool NamesTenant(string path) =>
        path.StartsWith($"/{EntraIds.TenantId}/", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("/common/", StringComparison.Ordinal) || path.StartsWith("/organizations/", StringComparison.Ordinal);

    private Task RefuseAsync(HttpContext context, EntraRefusal refusal)
    {
        var now = time.GetUtcNow();
        context.Items[Refused] = refusal.Text;
        var body = new JsonObject
        {
            ["error"] = refusal.Error,
            ["error_description"] = $"{refusal.Text} Trace ID: {Guid.CreateVersion7(now)} Correlation ID: {Guid.CreateVersion7(now)} Timestamp: {now:u}",
            ["error_codes"] = new JsonArray(refusal.Code),
            ["timestamp"] = now.ToString("u", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (refusal.SubError is { } sub) body["suberror"] = sub;
        if (refusal.Claims is { } claims) body["claims"] = claims;
        return JsonAsync(context, refusal.Error == "invalid_client" ? 401 : 400, body);
    }

    private static Task JsonAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
