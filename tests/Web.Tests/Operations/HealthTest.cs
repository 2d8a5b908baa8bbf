using System.Net;
using System.Text.Json;
using AutopilotReset.Engine.Operations;
using AutopilotReset.Web.Tests.Access.Testing;

namespace AutopilotReset.Web.Tests.Operations;

/// <summary>A running console that is asked for its health.</summary>
public abstract class HealthTest : IAsyncLifetime
{
    private protected TestConsole Console { get; private set; } = null!;

    private protected Browser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Console = await TestConsole.StartAsync();
        Browser = Console.OpenBrowser();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Console.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<(HttpStatusCode Status, Dictionary<string, string> Checks)> ReadyAsync()
    {
        using var answer = await Browser.AskAsync(HttpMethod.Get, "/health/ready");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.GetProperty("checks").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetString()!));
    }

    /// <summary>The named check fails with these words; the others, but for those that the clock's advance may have put behind, do not.</summary>
    protected async Task AssertAsync(string what, string words, params string[] maybeBehind)
    {
        Console.Clock.Advance(Readiness.KeptFor);
        var (status, checks) = await ReadyAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.NotEqual("ok", checks[what]);
        Assert.Contains(words, checks[what], StringComparison.Ordinal);
        Assert.All(checks.Where(c => c.Key != what && !maybeBehind.Contains(c.Key)), c => Assert.Equal("ok", c.Value));
        using var anonymous = await Browser.AskAsync(HttpMethod.Get, "/health/ready", ("X-Forwarded-For", "203.0.113.7"));
        Assert.Equal("Unhealthy", await anonymous.Content.ReadAsStringAsync());
        using var live = await Browser.AskAsync(HttpMethod.Get, "/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    protected async Task AssertReadyAsync()
    {
        Console.Clock.Advance(Readiness.KeptFor);
        var (status, checks) = await ReadyAsync();
        Assert.True(status == HttpStatusCode.OK, string.Join("; ", checks.Select(c => $"{c.Key}: {c.Value}")));
    }

    protected async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            Console.Clock.Advance(Readiness.KeptFor);
            await beat.WaitForNextTickAsync(limit.Token);
        }
    }
}
