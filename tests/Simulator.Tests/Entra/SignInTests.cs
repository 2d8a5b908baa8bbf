using System.Text;
using System.Text.Json.Nodes;
using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Tests.Simulator.Entra;

public class SignInTests
{
    [Fact]
    public async Task SignIn_Guest_HasHomeIdsThatDifferFromTheTenants()
    {
        await using var tenant = await Tenant.StartAsync();
        var tokens = await new SignIn(tenant).SignInAsync("gus");
        var home = JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars((string)tokens["client_info"]!)))!;
        var id = SignIn.Claims((string?)tokens["id_token"]);
        Assert.NotEqual((string?)id["oid"], (string?)home["uid"]);
        Assert.NotEqual((string?)id["tid"], (string?)home["utid"]);
        Assert.Equal("n1", (string?)id["nonce"]);
        Assert.Contains(RoleIds.IntuneAdministrator, id["wids"]!.AsArray().Select(w => (string?)w));
    }

    [Fact]
    public async Task SignIn_AdminWithoutWids_HasNoClaimButGraphTells()
    {
        await using var tenant = await Tenant.StartAsync();
        var tokens = await new SignIn(tenant).SignInAsync("wendy");
        Assert.Null(SignIn.Claims((string?)tokens["id_token"])["wids"]);
        var roles = await tenant.GetAsync("/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole", (string?)tokens["access_token"]);
        Assert.Equal(RoleIds.IntuneAdministrator, (string?)roles["value"]![0]!["roleTemplateId"]);
    }

    [Fact]
    public async Task SignIn_AdminWhoseRolesNobodyReads_IsForbiddenAtGraph()
    {
        await using var tenant = await Tenant.StartAsync();
        var tokens = await new SignIn(tenant).SignInAsync("ravi");
        Assert.Null(SignIn.Claims((string?)tokens["id_token"])["wids"]);
        Assert.Equal(403, (await tenant.SendAsync(HttpMethod.Get, "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole", token: (string?)tokens["access_token"])).Status);
    }

    [Fact]
    public async Task Token_AfterItsLife_IsRefusedByGraphAndRefreshed()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Entra.AccessTokenSeconds = 303;
        var signIn = new SignIn(tenant);
        var tokens = await signIn.SignInAsync("ada");
        await tenant.GetAsync("/v1.0/me", (string?)tokens["access_token"]);
        tenant.Time.Advance(TimeSpan.FromSeconds(303));
        Assert.Equal(401, (await tenant.SendAsync(HttpMethod.Get, "/v1.0/me", token: (string?)tokens["access_token"])).Status);
        var (status, fresh) = await signIn.RefreshAsync(tokens);
        Assert.Equal(200, status);
        await tenant.GetAsync("/v1.0/me", (string?)fresh["access_token"]);
    }

    [Fact]
    public async Task Refresh_RoleWithdrawn_LosesTheRoleInWids()
    {
        await using var tenant = await Tenant.StartAsync();
        var signIn = new SignIn(tenant);
        var tokens = await signIn.SignInAsync("ada");
        tenant.Practice.Personas["ada"].Roles.Clear();
        var (_, fresh) = await signIn.RefreshAsync(tokens);
        var wids = SignIn.Claims((string?)fresh["id_token"])["wids"]!.AsArray().Select(w => (string?)w);
        Assert.Equal([RoleIds.User], wids);
    }

    [Theory]
    [InlineData("revoke", 50173, "invalid_grant")]
    [InlineData("disable", 50057, "invalid_grant")]
    [InlineData("mfa", 50076, "interaction_required")]
    [InlineData("consent", 65001, "invalid_grant")]
    public async Task Refresh_Refused_SaysWhyInEntrasWords(string knob, int code, string error)
    {
        await using var tenant = await Tenant.StartAsync();
        var signIn = new SignIn(tenant);
        var tokens = await signIn.SignInAsync("ada");
        var ada = tenant.Practice.Personas["ada"];
        if (knob == "revoke") ada.RevokedAt = tenant.Time.GetUtcNow();
        if (knob == "disable") ada.Disabled = true;
        if (knob == "mfa") ada.MfaRequired = true;
        if (knob == "consent") tenant.Practice.Consents.Withdraw("User.Read");
        var (status, body) = await signIn.RefreshAsync(tokens);
        Assert.Equal(400, status);
        Assert.Equal((error, code), ((string?)body["error"], (int)body["error_codes"]![0]!));
        Assert.Equal(knob == "mfa", body["claims"] is not null);
    }

    [Fact]
    public async Task Authorize_ScopeNeverConsented_AsksAndThenGrants()
    {
        await using var tenant = await Tenant.StartAsync();
        var signIn = new SignIn(tenant);
        const string scope = "openid offline_access https://graph.microsoft.com/Directory.AccessAsUser.All";
        var tokens = await signIn.SignInAsync("ada");
        Assert.Equal(65001, (int)(await signIn.RefreshAsync(tokens, scope)).Body["error_codes"]![0]!);
        var (_, page) = await signIn.AuthorizeAsync("ada", scope);
        Assert.Contains("Directory.AccessAsUser.All", page);
        Assert.Null(SignIn.ValueOf(page, "code"));
        await signIn.SignInAsync("ada", scope);
        var (status, fresh) = await signIn.RefreshAsync(tokens, scope);
        Assert.Equal(200, status);
        Assert.Equal("Directory.AccessAsUser.All", (string?)SignIn.Claims((string?)fresh["access_token"])["scp"]);
    }

    [Fact]
    public async Task Authorize_Cancelled_ReturnsAccessDeniedWithState()
    {
        await using var tenant = await Tenant.StartAsync();
        var (_, html) = await new SignIn(tenant).AuthorizeAsync("", form: new() { ["cancel"] = "1" });
        Assert.Equal(("access_denied", "s1"), (SignIn.ValueOf(html, "error"), SignIn.ValueOf(html, "state")));
    }

    [Fact]
    public async Task Challenge_TokenFromBefore_Gets401WithClaimsAndTheAnswerPasses()
    {
        await using var tenant = await Tenant.StartAsync();
        var signIn = new SignIn(tenant);
        var tokens = await signIn.SignInAsync("ada");
        tenant.Practice.Personas["ada"].ChallengedAt = tenant.Time.GetUtcNow();
        var (status, _, response) = await tenant.SendAsync(HttpMethod.Get, "/v1.0/me", token: (string?)tokens["access_token"]);
        Assert.Equal(401, status);
        var header = response.Headers.WwwAuthenticate.ToString();
        Assert.Contains("error=\"insufficient_claims\"", header);
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(header.Split("claims=\"")[1].Split('"')[0]));
        var (_, fresh) = await signIn.RefreshAsync(tokens, claims: claims);
        await tenant.GetAsync("/v1.0/me", (string?)fresh["access_token"]);
    }

    [Fact]
    public async Task Code_UsedTwiceOrWithWrongVerifier_IsRefused()
    {
        await using var tenant = await Tenant.StartAsync();
        var signIn = new SignIn(tenant);
        var (_, html) = await signIn.AuthorizeAsync("ada");
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = SignIn.ValueOf(html, "code")!,
            ["redirect_uri"] = SignIn.Redirect,
            ["code_verifier"] = new string('x', 43),
        };
        Assert.Equal(501481, (int)(await signIn.TokenAsync(form)).Body["error_codes"]![0]!);
        Assert.Equal(54005, (int)(await signIn.TokenAsync(form)).Body["error_codes"]![0]!);
    }

    [Theory]
    [InlineData("PS256", 0, false, 200)]
    [InlineData("PS256", 0, true, 200)]
    [InlineData("RS256", 0, false, 200)]
    [InlineData("PS256", -700, true, 401)]
    public async Task ClientCredentials_SignedAssertion_IsTakenUntilItExpires(string algorithm, int later, bool expiryAsText, int expected)
    {
        await using var tenant = await Tenant.StartAsync();
        var assertion = Assertion.Sign(tenant.Practice.ClientCertificate, algorithm, tenant.Time.GetUtcNow().AddSeconds(600 + later), expiryAsText);
        var (status, _) = await new SignIn(tenant).TokenAsync(new() { ["grant_type"] = "client_credentials", ["client_assertion"] = assertion, ["scope"] = "https://graph.microsoft.com/.default" });
        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task ClientCredentials_AssertionOfAnotherKey_IsRefused()
    {
        await using var tenant = await Tenant.StartAsync();
        using var key = System.Security.Cryptography.RSA.Create(2048);
        using var stranger = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=stranger", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var assertion = Assertion.Sign(stranger, "PS256", tenant.Time.GetUtcNow().AddSeconds(600));
        var (status, body) = await new SignIn(tenant).TokenAsync(new() { ["grant_type"] = "client_credentials", ["client_assertion"] = assertion });
        Assert.Equal((401, 700027), (status, (int)body["error_codes"]![0]!));
    }

    [Fact]
    public async Task ClientCredentials_WrongSecret_IsRefusedAndRightOneGivesRoles()
    {
        await using var tenant = await Tenant.StartAsync();
        var signIn = new SignIn(tenant);
        var (status, _) = await signIn.TokenAsync(new() { ["grant_type"] = "client_credentials", ["client_secret"] = "wrong", ["scope"] = "https://graph.microsoft.com/.default" });
        Assert.Equal(401, status);
        var (_, tokens) = await signIn.TokenAsync(new() { ["grant_type"] = "client_credentials", ["scope"] = "https://graph.microsoft.com/.default" });
        Assert.Null(tokens["refresh_token"]);
        await tenant.GetAsync("/v1.0/deviceManagement/managedDevices?$top=1", (string?)tokens["access_token"]);
        Assert.Equal(403, (await tenant.OrderAsync("NB-CLEAN-01", token: (string?)tokens["access_token"])).Status);
    }
}
