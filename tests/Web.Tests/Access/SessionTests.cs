using System.Net;
using AutopilotReset.Engine.Operations;
using AutopilotReset.Web.Access;
using AutopilotReset.Web.Tests.Access.Testing;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Web.Tests.Access;

/// <summary>How long a session lasts, what its cookie is, and what the open parts of the console show.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private TestConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await TestConsole.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Session_Unused_EndsAfterEightHours()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");

        _console.Clock.Advance(SessionRules.Idle - TimeSpan.FromMinutes(1));
        Assert.True(await browser.IsInsideAsync());
        _console.Clock.Advance(SessionRules.Idle + TimeSpan.FromMinutes(1));
        Assert.False(await browser.IsInsideAsync());
    }

    [Fact]
    public async Task Session_InUse_EndsAfterTwelveHours()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");

        foreach (var _ in Enumerable.Range(0, 2))
        {
            _console.Clock.Advance(TimeSpan.FromHours(5));
            Assert.True(await browser.IsInsideAsync());
        }

        _console.Clock.Advance(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(1));
        Assert.False(await browser.IsInsideAsync());
    }

    [Fact]
    public async Task Cookie_OnLoopback_IsHiddenFromScriptsAndLax()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");

        var cookie = browser.Cookies.GetAllCookies().Single(c => c.Name == "autopilot-reset-session");
        Assert.True(cookie.HttpOnly);
        Assert.Equal("/", cookie.Path);
        Assert.Equal(SameSiteMode.Lax, SessionCookie(_console).SameSite);
    }

    [Fact]
    public async Task Cookie_AnywhereElse_IsSecureAndBoundToTheHost()
    {
        await using var console = await TestConsole.StartAsync(("Network:KnownProxies:0", "127.0.0.1"));

        var cookie = SessionCookie(console);
        Assert.Equal("__Host-autopilot-reset-session", cookie.Name);
        Assert.Equal(CookieSecurePolicy.Always, cookie.SecurePolicy);
        Assert.True(cookie.HttpOnly);
        Assert.Null(cookie.Domain);

        using var browser = console.OpenBrowser();
        using var https = await browser.AskAsync(HttpMethod.Get, "/denied", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "reset.contoso.example"));
        Assert.Contains("max-age=63072000", https.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        using var signIn = await browser.AskAsync(HttpMethod.Get, "/", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "reset.contoso.example"));
        Assert.Contains(Uri.EscapeDataString("https://reset.contoso.example/signin-oidc"), signIn.Headers.Location!.Query, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/denied")]
    [InlineData("/ended")]
    [InlineData("/signed-out")]
    [InlineData("/health/live")]
    [InlineData("/")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/nothing/here")]
    [InlineData("/authentication/login?scope=Nonsense")]
    [InlineData("/signin-oidc")]
    [InlineData("/css/theme.css")]
    [InlineData("/js/console.js")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/api/export/nothing")]
    public async Task Answer_Always_HasTheSecurityHeaders(string path)
    {
        using var browser = _console.OpenBrowser();
        using var answer = await browser.AskAsync(HttpMethod.Get, path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self' 'unsafe-inline';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Fault_OnThePage_SaysNothingOfItself()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");
        _console.Scalar("DROP TABLE SessionCutoffs");

        using var answer = await browser.AskAsync(HttpMethod.Get, "/");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("Something went wrong here", html, StringComparison.Ordinal);
        Assert.DoesNotContain("SessionCutoffs", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", html, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains(_console.Log, line => line.Contains("SessionCutoffs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_NeedsNobody()
    {
        using var browser = _console.OpenBrowser();
        using var live = await browser.AskAsync(HttpMethod.Get, "/health/live");
        using var ready = await browser.AskAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));

        _console.Scalar("DROP TABLE DeploymentStamp");
        _console.Clock.Advance(Readiness.KeptFor);
        using var broken = await browser.AskAsync(HttpMethod.Get, "/health/ready");
        using var alive = await browser.AskAsync(HttpMethod.Get, "/health/live");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (broken.StatusCode, alive.StatusCode));
    }

    [Fact]
    public async Task LiveConnection_Anonymous_IsRefusedWithoutRedirect()
    {
        using var browser = _console.OpenBrowser();
        using var answer = await browser.AskAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", ("Origin", Origin));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task LiveConnection_FromAnotherSite_IsRefused()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");

        using var own = await browser.AskAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", ("Origin", Origin));
        using var foreign = await browser.AskAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", ("Origin", "https://evil.example"));
        using var silent = await browser.AskAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        using var socket = await browser.AskAsync(HttpMethod.Get, "/_blazor", ("Origin", "null"));

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, silent.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, socket.StatusCode);
    }

    [Fact]
    public async Task ScriptRequest_WithoutSession_IsNotSentToTheSignIn()
    {
        using var browser = _console.OpenBrowser();
        using var script = await browser.AskAsync(HttpMethod.Get, "/", ("Sec-Fetch-Mode", "cors"));
        using var page = await browser.AskAsync(HttpMethod.Get, "/", ("Sec-Fetch-Mode", "navigate"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Redirect), (script.StatusCode, page.StatusCode));
    }

    [Theory]
    [InlineData("RoleLost", "no longer holds the role")]
    [InlineData("SignInNeeded", "Microsoft Entra ended your session")]
    [InlineData("TooMany", "You have 20 pages of this console open")]
    [InlineData("AnotherPerson", "opened by somebody else")]
    [InlineData("<script>", "reached its time limit")]
    public async Task Ended_SaysWhyAndLeadsBack(string why, string words)
    {
        using var browser = _console.OpenBrowser();
        var page = await browser.GetAsync($"/ended?why={Uri.EscapeDataString(why)}&returnUrl=%2Fdevices%3Fa%3D1&claims=%7B%22x%22%3A1%7D");

        Assert.Contains(words, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Html, StringComparison.Ordinal);
        Assert.Contains("returnUrl=%2Fdevices%3Fa%3D1&amp;claims=%7B%22x%22%3A1%7D", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denied_CodeFromTheAddress_IsShownOnlyIfItIsOne()
    {
        using var browser = _console.OpenBrowser();
        var real = await browser.GetAsync("/denied?why=Failed&code=AADSTS50105");
        var made = await browser.GetAsync("/denied?why=Failed&code=call%200800%20now");
        Assert.Contains("AADSTS50105", real.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("0800", made.Html, StringComparison.Ordinal);
    }

    private string Origin => _console.Address.GetLeftPart(UriPartial.Authority);

    private static CookieBuilder SessionCookie(TestConsole console) =>
        console.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).Cookie;
}
