using System.Net;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Web.Access;
using AutopilotReset.Web.Tests.Access.Testing;

namespace AutopilotReset.Web.Tests.Access;

/// <summary>Coming in, and being turned away.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private TestConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await TestConsole.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task SignIn_Operator_OpensTheConsoleAndIsAudited()
    {
        using var browser = _console.OpenBrowser();

        var page = await browser.ChooseAsync(await browser.GetAsync("/?search=x"), "ada");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/?search=x", browser.Here.PathAndQuery);
        Assert.True(await browser.IsInsideAsync());
        Assert.Equal(1, _console.Count("AuditEntries", "Type = 'access.signed-in' AND ActorName = 'Ada Lindgren'"));
    }

    /// <summary>Entra is made to ask, whatever session it has; who is asked stands there already.</summary>
    [Fact]
    public async Task SignIn_Fresh_AsksByHandAgain()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");

        var page = await browser.GetAsync("/authentication/login?fresh=1&returnUrl=%2Faudit");

        Assert.Contains("prompt=login", browser.Here.Query, StringComparison.Ordinal);
        Assert.Contains("login_hint=ada", browser.Here.Query, StringComparison.Ordinal);
        await browser.ChooseAsync(page, "ada");
        Assert.Equal("/audit", browser.Here.PathAndQuery);
    }

    [Fact]
    public void Session_KeepsWhenThePersonLastSignedInByHand()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_780_000_000);
        Admin Of(DateTimeOffset? authenticated) => AdminClaims.ToAdmin(AdminClaims.Principal(_console.AccountOf("ada"), AccessLevel.Operator, at.AddHours(3), authenticated));

        Assert.Equal((at, null), (Of(at).SignedInAt, Of(null).SignedInAt));
    }

    [Theory]
    [InlineData("nora", "NoRole")]
    [InlineData("hal", "NoRole")]
    [InlineData("ravi", "RoleUnknown")]
    public async Task SignIn_WithoutRole_LeavesNothingBehind(string persona, string why)
    {
        using var browser = _console.OpenBrowser();

        var page = await browser.SignInAsync(persona);

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal($"/denied?why={why}", browser.Here.PathAndQuery);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name.Contains("session", StringComparison.Ordinal));
        Assert.Equal(0, _console.Count("TokenCache"));
        Assert.False(await browser.IsInsideAsync());
        Assert.Equal(1, _console.Count("AuditEntries", "Type = 'access.turned-away'"));
        Assert.Equal(0, _console.Count("AuditEntries", "Type = 'access.signed-in'"));
    }

    [Theory]
    [InlineData("wendy", "Operator")]
    [InlineData("gus", "Operator")]
    [InlineData("audra", "Auditor")]
    public async Task SignIn_RoleFromGraphOrGuestOrAuditor_Enters(string persona, string level)
    {
        using var browser = _console.OpenBrowser();

        await browser.SignInAsync(persona);

        Assert.True(await browser.IsInsideAsync());
        Assert.Contains($"\"level\":\"{level}\"", _console.Scalar("SELECT CAST(Bytes AS TEXT) FROM AuditEntries WHERE Type = 'access.signed-in'") as string, StringComparison.Ordinal);
        Assert.NotEmpty(await _console.Entra.TokenForAdminAsync(_console.AccountOf(persona), null, GraphScopes.Read, null, CancellationToken.None));
    }

    [Fact]
    public async Task SignIn_AsksForTheAllowedScopesOnly()
    {
        using var browser = _console.OpenBrowser();

        await browser.SignInAsync("ada");

        var query = System.Web.HttpUtility.ParseQueryString(browser.Trail.First(t => t.AbsolutePath.EndsWith("/authorize", StringComparison.Ordinal)).Query);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(
            [
                "Device.Read.All", "DeviceManagementManagedDevices.PrivilegedOperations.All", "DeviceManagementManagedDevices.Read.All",
                "DeviceManagementServiceConfig.Read.All", "GroupMember.Read.All", "User.Read", "offline_access", "openid", "profile",
            ],
            query["scope"]!.Split(' ').Order(StringComparer.Ordinal));
    }

    /// <summary>Whoever registers the application grants what the page says: no more than is asked for, and no less.</summary>
    [Fact]
    public void Registration_Page_ListsTheScopesOfTheCode()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "AutopilotReset.sln")))
            root = Path.GetDirectoryName(root)!;
        var page = File.ReadAllText(Path.Combine(root, "deploy", "app-registration.md"));
        var delegated = page[page.IndexOf("## Delegated", StringComparison.Ordinal)..page.IndexOf("## Application", StringComparison.Ordinal)];

        var listed = System.Text.RegularExpressions.Regex.Matches(delegated, "`([A-Z][A-Za-z.]+)`").Select(m => m.Groups[1].Value);

        Assert.Equal(
            GraphScopes.SignIn.Union(GraphScopes.SetPrimaryUser).Union(GraphScopes.RepairPrimaryUser).Union(GraphScopes.RepairOwner).Union(GraphScopes.IntuneAudit).Union(GraphScopes.TenantApprovals).Order(StringComparer.Ordinal),
            listed.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("UsGovernment", "https://graph.microsoft.us")]
    [InlineData("China", "https://microsoftgraph.chinacloudapi.cn")]
    public async Task SignIn_AnotherCloud_TakesPlaceOnItsHosts(string cloud, string graph)
    {
        await using var console = await TestConsole.StartAsync(("Graph:Cloud", cloud));
        using var browser = console.OpenBrowser();

        await browser.SignInAsync("ada");

        Assert.True(await browser.IsInsideAsync());
        var token = await console.Entra.TokenForAdminAsync(console.AccountOf("ada"), null, GraphScopes.Read, null, CancellationToken.None);
        Assert.Contains($"\"aud\":\"{graph}\"", System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])), StringComparison.Ordinal);
        Assert.DoesNotContain(console.Tenant.Requests.All, r => r.Host == "login.microsoftonline.com");
    }

    [Fact]
    public async Task SignIn_AuditCannotBeWritten_NobodyEnters()
    {
        using var browser = _console.OpenBrowser();
        _console.Scalar("ALTER TABLE AuditEntries RENAME TO Gone");

        await browser.SignInAsync("ada");

        Assert.Equal("/denied?why=Failed", browser.Here.PathAndQuery);
        Assert.False(await browser.IsInsideAsync());
        Assert.Equal(0, _console.Count("TokenCache"));
    }

    [Fact]
    public async Task Log_OfSignInAndTokens_HoldsNoSecret()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");
        await _console.Entra.AskStandingAsync(_console.AccountOf("ada"), null, CancellationToken.None);
        _console.Tenant.Personas["ada"].RevokedAt = TimeProvider.System.GetUtcNow();
        await _console.Entra.AskStandingAsync(_console.AccountOf("ada"), null, CancellationToken.None);
        await browser.GetAsync("/signin-oidc?code=SECRET-CODE&state=y");

        Assert.NotEmpty(_console.Log);
        Assert.DoesNotContain(_console.Log, line =>
            line.Contains("eyJ", StringComparison.Ordinal) || line.Contains(EntraIds.ClientSecret, StringComparison.Ordinal) || line.Contains("SECRET-CODE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_ConsentDeclined_SaysWhatToDo()
    {
        _console.Tenant.Consents.Withdraw("Device.Read.All");
        using var browser = _console.OpenBrowser();

        var page = await browser.ChooseAsync(await browser.GetAsync("/authentication/login"), "ada", accept: false);

        Assert.Equal("/denied?why=Declined", browser.Here.PathAndQuery);
        Assert.Contains("You declined the permissions", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_StaleAnswer_SaysSoInsteadOfFailing()
    {
        using var browser = _console.OpenBrowser();
        var page = await browser.GetAsync("/signin-oidc?code=x&state=y");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.StartsWith("/denied?why=", browser.Here.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("Sign in again", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/%2F/evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/authentication/login")]
    public async Task SignIn_ForeignReturnAddress_EndsAtHome(string returnUrl)
    {
        using var browser = _console.OpenBrowser();

        await browser.SignInAsync("ada", "?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal(new Uri(_console.Address, "/"), browser.Here);
    }

    [Fact]
    public async Task Login_ClaimsChallenge_ReachesEntra()
    {
        const string Claims = """{"access_token":{"nbf":{"essential":true}}}""";
        using var browser = _console.OpenBrowser();

        await browser.GetAsync("/authentication/login?claims=" + Uri.EscapeDataString(Claims));

        Assert.Equal(Claims, System.Web.HttpUtility.ParseQueryString(browser.Here.Query)["claims"]);
    }

    [Theory]
    [InlineData("?claims=nonsense")]
    [InlineData("?claims=%5B%5D")]
    [InlineData("?scope=User.ReadWrite.All")]
    public async Task Login_WhatNobodyMayAskFor_IsRefused(string query)
    {
        using var browser = _console.OpenBrowser();
        using var answer = await browser.AskAsync(HttpMethod.Get, "/authentication/login" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Login_RareScope_IsGrantedWhenFirstNeeded()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");
        var ada = _console.AccountOf("ada");
        await Assert.ThrowsAsync<SignInNeededException>(() => _console.Entra.TokenForAdminAsync(ada, null, GraphScopes.RepairPrimaryUser, null, CancellationToken.None));

        var consent = await browser.GetAsync("/authentication/login?returnUrl=/devices&scope=" + GraphScopes.RepairPrimaryUser[0]);
        await browser.ChooseAsync(consent, "ada");

        Assert.Equal("/devices", browser.Here.AbsolutePath);
        Assert.NotEmpty(await _console.Entra.TokenForAdminAsync(ada, null, GraphScopes.RepairPrimaryUser, null, CancellationToken.None));
    }
}
