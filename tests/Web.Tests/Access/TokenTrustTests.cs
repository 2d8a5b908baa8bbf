using System.Net;
using System.Net.Http.Json;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Web.Tests.Access.Testing;

namespace AutopilotReset.Web.Tests.Access;

/// <summary>
/// Whose word the sign-in takes. The practice tenant's Entra answers the code with a flawed identity token, over real HTTPS, and nobody may come in by it:
/// not the token's person, and not with somebody else's name or role.
/// </summary>
public sealed class TokenTrustTests : IAsyncLifetime
{
    private TestConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await TestConsole.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    /// <summary>Each flaw with the check that has to find it, so that one check cannot stand in for all.</summary>
    [Theory]
    [InlineData(IdTokenFlaw.ForeignIssuer, "IDX10205")]
    [InlineData(IdTokenFlaw.ForeignTenant, "IDX10205")]
    [InlineData(IdTokenFlaw.ForeignAudience, "IDX10214")]
    [InlineData(IdTokenFlaw.NoSignature, "IDX10504")]
    [InlineData(IdTokenFlaw.ForeignKey, "IDX10511")]
    [InlineData(IdTokenFlaw.PublishedKeyAsSecret, "IDX10511")]
    [InlineData(IdTokenFlaw.Tampered, "IDX10511")]
    [InlineData(IdTokenFlaw.Expired, "IDX10223")]
    [InlineData(IdTokenFlaw.ForeignNonce, "nonce")]
    public async Task SignIn_FlawedToken_IsRefusedByItsOwnCheck(IdTokenFlaw flaw, string check)
    {
        await SetAsync(flaw);
        using var browser = _console.OpenBrowser();

        var page = await browser.SignInAsync("ada");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.StartsWith("/denied?why=", browser.Here.PathAndQuery, StringComparison.Ordinal);
        await AssertOutsideAsync(browser);
        var told = Assert.Single(_console.Log, line => line.Contains("A sign-in failed", StringComparison.Ordinal));
        Assert.True(told.Contains(check, StringComparison.Ordinal), told);
    }

    [Fact]
    public async Task SignIn_OurIssuerForAnotherTenantsAccount_IsTurnedAwayAndAudited()
    {
        await SetAsync(IdTokenFlaw.ForeignTenantClaim);
        using var browser = _console.OpenBrowser();

        await browser.SignInAsync("ada");

        Assert.Equal("/denied?why=NoRole", browser.Here.PathAndQuery);
        await AssertOutsideAsync(browser);
        Assert.Equal(1, _console.Count("AuditEntries", "Type = 'access.turned-away' AND CAST(Bytes AS TEXT) LIKE '%another tenant%'"));
    }

    [Fact]
    public async Task SignIn_FlawMended_EntersAgain()
    {
        await SetAsync(IdTokenFlaw.ForeignIssuer);
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");
        Assert.False(await browser.IsInsideAsync());

        await SetAsync(IdTokenFlaw.None);
        await browser.SignInAsync("ada");

        Assert.True(await browser.IsInsideAsync());
    }

    private async Task AssertOutsideAsync(Browser browser)
    {
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name.Contains("session", StringComparison.Ordinal));
        Assert.False(await browser.IsInsideAsync());
        Assert.Equal(0, _console.Count("AuditEntries", "Type = 'access.signed-in'"));
        Assert.Equal(0, _console.Count("TokenCache"));

        // Without this the sign-in could have failed for want of a token at all.
        Assert.Contains(_console.Tenant.Requests.All, r => r.Path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal) && r.Status == 200);
    }

    /// <summary>Through the control API, as a person trying it would.</summary>
    private async Task SetAsync(IdTokenFlaw flaw)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var content = JsonContent.Create(new { idTokenFlaw = char.ToLowerInvariant(flaw.ToString()[0]) + flaw.ToString()[1..] });
        using var answer = await http.PatchAsync(new Uri($"http://localhost:{_console.Tenant.ControlPort}/settings"), content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(flaw, _console.Tenant.Entra.IdTokenFlaw);
    }
}
