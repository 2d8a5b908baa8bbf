using System.Net;
using AutopilotReset.Web.Tests.Access.Testing;

namespace AutopilotReset.Web.Tests.Access;

/// <summary>Leaving: only by one's own button, and for good.</summary>
public sealed class SignOutTests : IAsyncLifetime
{
    private TestConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await TestConsole.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task SignOut_ByButton_EndsEverySessionOfThePerson()
    {
        using var office = _console.OpenBrowser();
        using var home = _console.OpenBrowser();
        await office.SignInAsync("ada");
        await home.SignInAsync("ada");

        var page = await office.SignOutAsync();

        Assert.Contains("You are signed out", page.Html, StringComparison.Ordinal);
        Assert.Contains(office.Trail, t => t.AbsolutePath.EndsWith("/oauth2/v2.0/logout", StringComparison.Ordinal));
        Assert.Equal(0, _console.Count("TokenCache"));
        Assert.False(await office.IsInsideAsync());
        Assert.False(await home.IsInsideAsync());
        Assert.Equal(1, _console.Count("AuditEntries", "Type = 'access.signed-out'"));
    }

    [Fact]
    public async Task SignOut_StolenCookie_IsWorthNothing()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");
        var stolen = browser.Cookies.GetAllCookies().Single(c => c.Name.Contains("session", StringComparison.Ordinal));

        await browser.SignOutAsync();

        using var thief = _console.OpenBrowser();
        thief.Cookies.Add(_console.Address, new Cookie(stolen.Name, stolen.Value));
        Assert.False(await thief.IsInsideAsync());
    }

    [Theory]
    [InlineData("GET", "/authentication/logout")]
    [InlineData("POST", "/authentication/logout")]
    [InlineData("GET", "/signout-oidc")]
    [InlineData("POST", "/signout-oidc")]
    public async Task SignOut_WithoutTheConsolesToken_DoesNothing(string method, string path)
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");

        using var answer = await browser.AskAsync(new HttpMethod(method), path);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.True(await browser.IsInsideAsync());
        Assert.Equal(1, _console.Count("TokenCache"));
    }

    [Fact]
    public async Task SignOut_ThenSignIn_OpensAgain()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");
        await browser.SignOutAsync();

        // Within the same second as the cut-off: a cookie's own stamp could not tell them apart.
        _console.Clock.Advance(TimeSpan.FromMilliseconds(5));
        await browser.SignInAsync("ada");

        Assert.True(await browser.IsInsideAsync());
    }
}
