using System.Security.Claims;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Web.Access;
using AutopilotReset.Web.Access.Circuits;
using AutopilotReset.Web.Tests.Access.Testing;
using Microsoft.AspNetCore.Components.Authorization;

namespace AutopilotReset.Web.Tests.Access;

/// <summary>Open pages: counted, closed by the server, deaf afterwards.</summary>
public sealed class CircuitTests : IAsyncLifetime
{
    private TestConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await TestConsole.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Exit_DecidedBeforeThePageIsThere_IsToldOnce()
    {
        var exit = new CircuitExit();
        var told = new List<string>();
        await exit.LeaveAsync(new("RoleLost"));
        Assert.True(exit.Left);

        await exit.OnLeave(end =>
        {
            told.Add(end.Why);
            return Task.CompletedTask;
        });
        await exit.LeaveAsync(new("Expired"));

        Assert.Equal(["RoleLost"], told);
    }

    [Fact]
    public async Task Handler_MorePagesThanAllowed_ClosesTheNextWithWordsAndServesItNothing()
    {
        var open = new OpenCircuits();
        var oneMore = new CircuitExit();
        foreach (var _ in Enumerable.Range(0, OpenCircuits.MostPerPerson))
            await HandlerOf(open, new CircuitExit()).OnCircuitOpenedAsync(null!, CancellationToken.None);

        var told = new List<string>();
        var handler = HandlerOf(open, oneMore);
        await handler.OnCircuitOpenedAsync(null!, CancellationToken.None);
        await handler.CreateInboundActivityHandler(_ => throw new InvalidOperationException("An event was served."))(null!);
        await oneMore.OnLeave(end =>
        {
            told.Add(end.Why);
            return Task.CompletedTask;
        });

        Assert.Equal([CircuitEnd.TooMany], told);
        Assert.Equal(OpenCircuits.MostPerPerson, open.CountOf(_console.AccountOf("ada").Id));
        await HandlerOf(open, new CircuitExit(), "bo").OnCircuitOpenedAsync(null!, CancellationToken.None);
    }

    [Fact]
    public async Task Handler_ClosedPage_MakesRoom()
    {
        var open = new OpenCircuits();
        var handler = HandlerOf(open, new CircuitExit());
        await handler.OnCircuitOpenedAsync(null!, CancellationToken.None);
        await handler.OnCircuitClosedAsync(null!, CancellationToken.None);
        Assert.Equal(0, open.CountOf(_console.AccountOf("ada").Id));
    }

    [Fact]
    public async Task Handler_AfterTheExit_DropsEvents()
    {
        var exit = new CircuitExit();
        var events = 0;
        var inbound = HandlerOf(new OpenCircuits(), exit).CreateInboundActivityHandler(_ =>
        {
            events++;
            return Task.CompletedTask;
        });

        await inbound(null!);
        await exit.LeaveAsync(new("RoleLost"));
        await inbound(null!);

        Assert.Equal(1, events);
    }

    [Fact]
    public async Task Close_OnePerson_LeavesOthersOpen()
    {
        var open = new OpenCircuits();
        var (first, second, other) = (new CircuitExit(), new CircuitExit(), new CircuitExit());
        Assert.True(open.TryAdd(first, "a"));
        Assert.True(open.TryAdd(second, "a"));
        Assert.True(open.TryAdd(other, "b"));

        await open.CloseAsync("a", new("SignedOut"));

        Assert.True(first.Left && second.Left);
        Assert.False(other.Left);
    }

    [Fact]
    public async Task Close_PageThatLeavesByItself_IsNotInterrupted()
    {
        var open = new OpenCircuits();
        var (leaving, other) = (new CircuitExit(), new CircuitExit());
        Assert.True(open.TryAdd(leaving, "a") && open.TryAdd(other, "a"));

        await open.CloseAsync("a", new("SignedOut"), leaving.Page);

        Assert.False(leaving.Left);
        Assert.True(other.Left);
    }

    [Fact]
    public async Task Check_CookieOver_ClosesThePage()
    {
        var person = PersonOf("ada", AccessLevel.Operator);
        _console.Clock.Advance(SessionRules.Idle);
        Assert.Equal(SessionEnds.Expired, (await Ends.CheckAsync(person, CancellationToken.None))?.Why);
        Assert.Equal(SessionEnds.Expired, (await Ends.CheckAsync(new ClaimsPrincipal(new ClaimsIdentity()), CancellationToken.None))?.Why);
    }

    [Fact]
    public async Task Check_SignedOutElsewhere_ClosesThePage()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");
        var person = PersonOf("ada", AccessLevel.Operator);

        await browser.SignOutAsync();

        Assert.Equal("SignedOut", (await Ends.CheckAsync(person, CancellationToken.None))?.Why);
    }

    [Fact]
    public async Task Check_LowerRole_ClosesThePage()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("audra");

        Assert.Null(await Ends.CheckAsync(PersonOf("audra", AccessLevel.Auditor), CancellationToken.None));
        Assert.Equal("RoleLost", (await Ends.CheckAsync(PersonOf("audra", AccessLevel.Operator), CancellationToken.None))?.Why);
    }

    [Fact]
    public async Task Check_ManyPagesOfOnePerson_AskEntraOncePerInterval()
    {
        using var browser = _console.OpenBrowser();
        await browser.SignInAsync("ada");
        var person = PersonOf("ada", AccessLevel.Operator);
        var before = TokenRequests;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Ends.CheckAsync(person, CancellationToken.None)));
        Assert.Equal(before + 1, TokenRequests);

        _console.Clock.Advance(SessionEnds.Interval);
        await Ends.CheckAsync(person, CancellationToken.None);
        Assert.Equal(before + 2, TokenRequests);
    }

    [Fact]
    public void ChallengeAddress_KeepsThePage()
    {
        var address = SignInAgain.Address("/resets/1?tab=2", """{"a":1}""", GraphScopes.RepairOwner);
        Assert.Equal("/authentication/login?returnUrl=%2Fresets%2F1%3Ftab%3D2&claims=%7B%22a%22%3A1%7D&scope=Directory.AccessAsUser.All", address);
    }

    private SessionEnds Ends => _console.Services.GetRequiredService<SessionEnds>();

    private int TokenRequests => _console.Tenant.Requests.All.Count(r => r.Path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal));

    private ClaimsPrincipal PersonOf(string persona, AccessLevel level)
    {
        var person = AdminClaims.Principal(_console.AccountOf(persona), level, _console.Clock.GetUtcNow());
        AdminClaims.StateEnd(person, _console.Clock.GetUtcNow() + SessionRules.Idle);
        return person;
    }

    private AccessCircuitHandler HandlerOf(OpenCircuits open, CircuitExit exit, string persona = "ada") =>
        new(new SignedIn(PersonOf(persona, AccessLevel.Operator)), open, exit);

    private sealed class SignedIn(ClaimsPrincipal person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(person));
    }
}
