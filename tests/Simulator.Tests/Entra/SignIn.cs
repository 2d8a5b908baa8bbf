using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Tests.Simulator.Entra;

/// <summary>Signs in as a browser and the console's sign-in library do together.</summary>
internal sealed class SignIn(Tenant tenant)
{
    public const string Redirect = "http://localhost:5000/signin-oidc";
    private static readonly string _verifier = new('v', 43);
    private static readonly string _challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)));

    public static string DefaultScope => "openid profile offline_access User.Read";

    public async Task<(int Status, string Html)> AuthorizeAsync(string persona, string? scope = null, Dictionary<string, string>? form = null)
    {
        var query = $"client_id={EntraIds.ClientId}&response_type=code&redirect_uri={Uri.EscapeDataString(Redirect)}&scope={Uri.EscapeDataString(scope ?? DefaultScope)}"
            + $"&state=s1&nonce=n1&code_challenge={_challenge}&code_challenge_method=S256&response_mode=form_post&login_hint={persona}";
        var address = $"http://localhost:{tenant.Practice.BrowserPort}/{EntraIds.TenantId}/oauth2/v2.0/authorize?{query}";
        using var content = form is null ? null : new FormUrlEncodedContent(form);
        var response = content is null
            ? await tenant.Http.GetAsync(address, TestContext.Current.CancellationToken)
            : await tenant.Http.PostAsync(address, content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<JsonNode> SignInAsync(string persona, string? scope = null)
    {
        var (_, html) = await AuthorizeAsync(persona, scope, new() { ["persona"] = persona, ["consent"] = "accept" });
        var (status, tokens) = await TokenAsync(new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = ValueOf(html, "code")!,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = _verifier,
            ["scope"] = scope ?? DefaultScope,
        });
        Assert.Equal(200, status);
        return tokens;
    }

    public Task<(int Status, JsonNode Body)> RefreshAsync(JsonNode tokens, string? scope = null, string? claims = null) => TokenAsync(new()
    {
        ["grant_type"] = "refresh_token",
        ["refresh_token"] = (string)tokens["refresh_token"]!,
        ["scope"] = scope ?? DefaultScope,
        ["claims"] = claims ?? "",
    });

    public async Task<(int Status, JsonNode Body)> TokenAsync(Dictionary<string, string> form)
    {
        form.TryAdd("client_id", EntraIds.ClientId);
        if (!form.ContainsKey("client_assertion")) form.TryAdd("client_secret", EntraIds.ClientSecret);
        using var content = new FormUrlEncodedContent(form);
        var response = await tenant.Http.PostAsync($"https://login.microsoftonline.com/{EntraIds.TenantId}/oauth2/v2.0/token", content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    public static string? ValueOf(string html, string name)
    {
        var match = Regex.Match(html, $"name=\"{name}\" value=\"([^\"]*)\"");
        return match.Success ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;
    }

    public static JsonNode Claims(string? token) => JsonNode.Parse(Base64Url.DecodeFromChars(token!.Split('.')[1]))!;
}
