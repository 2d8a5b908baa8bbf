using System.Net;
using AutopilotReset.Engine.Identity;
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
            GraphScopes.SignIn.Concat(["openid", "profile", "offline_access"]).Order(StringComparer.Ordinal),
            query["scope"]!.Split(' ').Order(StringComparer.Ordinal));
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
