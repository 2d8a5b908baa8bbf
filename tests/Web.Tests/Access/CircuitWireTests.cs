using System.Net.WebSockets;
using AutopilotReset.Web.Access.Circuits;
using AutopilotReset.Web.Features.Devices;
using AutopilotReset.Web.Tests.Access.Testing;

namespace AutopilotReset.Web.Tests.Access;

/// <summary>Live connections over a real WebSocket, opened by hand: whose they are, how many, how big, and what they are told of a fault.</summary>
public sealed class CircuitWireTests : IAsyncLifetime
{
    private TestConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await TestConsole.StartAsync(("DetailedErrors", "true"));

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Socket_OfAnotherSite_IsRefused()
    {
        using var browser = await SignedInAsync("ada");
        await using (await RawCircuit.ConnectAsync(_console, browser))
        {
            // The console's own origin is let in.
        }

        foreach (var origin in new[] { "https://evil.example", "null", "" })
        {
            var refused = await Assert.ThrowsAsync<WebSocketException>(() => RawCircuit.ConnectAsync(_console, browser, origin));
            Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Socket_Anonymous_IsRefused()
    {
        using var browser = _console.OpenBrowser();
        await Assert.ThrowsAsync<WebSocketException>(() => RawCircuit.ConnectAsync(_console, browser));
    }

    /// <summary>Connections that never open a page cost memory all the same.</summary>
    [Fact]
    public async Task Connections_MoreThanAllowed_AreRefusedAndAClosedOneMakesRoom()
    {
        using var browser = await SignedInAsync("ada");
        using var other = await SignedInAsync("bo");
        var connections = new List<RawCircuit>();
        try
        {
            foreach (var _ in Enumerable.Range(0, OpenCircuits.MostConnections))
                connections.Add(await RawCircuit.ConnectAsync(_console, browser));
            var refused = await Assert.ThrowsAsync<WebSocketException>(() => RawCircuit.ConnectAsync(_console, browser));
            Assert.Contains("429", refused.Message, StringComparison.Ordinal);
            connections.Add(await RawCircuit.ConnectAsync(_console, other));

            await connections[0].DisposeAsync();
            await UntilAsync(() => Open.TryConnect(IdOf("ada")));
            Open.Disconnect(IdOf("ada"));
            connections.Add(await RawCircuit.ConnectAsync(_console, browser));
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Circuit_TakenUpByAnotherPerson_ClosesInsteadOfServingThem()
    {
        using var ada = await SignedInAsync("ada");
        using var bo = await SignedInAsync("bo");
        var page = await RawCircuit.ConnectAsync(_console, ada);
        var secret = await page.StartAsync(_console);
        await UntilAsync(() => Open.CountOf(IdOf("ada")) == 1);
        var exit = Open.ExitsOf(IdOf("ada")).Single();
        await page.DisposeAsync();

        await using var thief = await RawCircuit.ConnectAsync(_console, bo);
        await thief.CallAsync("ConnectCircuit", secret);

        await UntilAsync(() => exit.Left);
    }

    [Fact]
    public async Task Circuit_TakenUpByItsOwner_GoesOn()
    {
        using var ada = await SignedInAsync("ada");
        var page = await RawCircuit.ConnectAsync(_console, ada);
        var secret = await page.StartAsync(_console);
        await UntilAsync(() => Open.CountOf(IdOf("ada")) == 1);
        var exit = Open.ExitsOf(IdOf("ada")).Single();
        await page.DisposeAsync();

        await using var again = await RawCircuit.ConnectAsync(_console, ada);

        Assert.Equal("true", await again.AnswerAsync(await again.CallAsync("ConnectCircuit", secret)));
        Assert.False(exit.Left);
    }

    [Fact]
    public async Task Circuit_MadeUpId_IsNotFound()
    {
        using var ada = await SignedInAsync("ada");
        await using var page = await RawCircuit.ConnectAsync(_console, ada);
        Assert.Equal("false", await page.AnswerAsync(await page.CallAsync("ConnectCircuit", "CfDJ8made-up")));
    }

    [Fact]
    public async Task Message_LargerThanAListMayBe_EndsTheConnection()
    {
        using var ada = await SignedInAsync("ada");
        await using var page = await StartedAsync(ada);

        await page.CallAsync("OnLocationChanged", new string('x', (int)PasteLimit.MessageBytes));

        Assert.False(await page.HearsAsync("never said"));
    }

    [Fact]
    public async Task Nonsense_IsAnsweredWithoutDetails()
    {
        using var ada = await SignedInAsync("ada");
        await using var page = await StartedAsync(ada);

        await page.CallAsync("UpdateRootComponents", "{nonsense", "");

        Assert.True(await page.HearsAsync("JS.Error"));
        Assert.DoesNotContain("Json", page.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page.Heard, StringComparison.Ordinal);
    }

    private OpenCircuits Open => _console.Services.GetRequiredService<OpenCircuits>();

    private string IdOf(string persona) => _console.AccountOf(persona).Id;

    private async Task<Browser> SignedInAsync(string persona)
    {
        var browser = _console.OpenBrowser();
        await browser.SignInAsync(persona);
        return browser;
    }

    private async Task<RawCircuit> StartedAsync(Browser browser)
    {
        var circuit = await RawCircuit.ConnectAsync(_console, browser);
        await circuit.StartAsync(_console);
        return circuit;
    }

    private static async Task UntilAsync(Func<bool> met)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!met())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }
}
