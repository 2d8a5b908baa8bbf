using System.Net;
using System.Text.Json;
using AutopilotReset.Engine.Hosting;
using AutopilotReset.Engine.Operations;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Web.Tests.Access.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Web.Tests.Operations;

/// <summary>Ready means ready: each thing is taken away from the running console, and given back.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private TestConsole _console = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.StartAsync();
        _browser = _console.OpenBrowser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _console.DisposeAsync();
    }

    [Fact]
    public async Task Ready_EverythingThere_SaysSoWithItsChecks()
    {
        var (status, checks) = await ReadyAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["Audit", "Database", "Keys", "SignIn", "inventory", "sending", "tracking"], checks.Keys.Order(StringComparer.Ordinal));
        Assert.All(checks.Values, value => Assert.Equal("ok", value));
    }

    [Fact]
    public async Task Ready_DatabaseTakenAway_IsNotAndComesBack()
    {
        // Moved aside, as a failing disk or a hasty hand does it; the open file would go on taking writes that nobody ever sees again.
        File.Move(_console.Database, _console.Database + ".away");
        await AssertAsync("Database", "is gone");
        File.Move(_console.Database + ".away", _console.Database);
        await AssertReadyAsync();
    }

    [Fact]
    public async Task Ready_DatabaseLockedByAnother_IsNotAndComesBack()
    {
        using (var other = new SqliteConnection($"Data Source={_console.Database};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            await AssertAsync("Database", "");
        }

        await AssertReadyAsync();
    }

    [Fact]
    public async Task Ready_AuditTriggerDropped_IsNotAndComesBack()
    {
        var trigger = (string)_console.Scalar("SELECT sql FROM sqlite_master WHERE name = 'AuditEntries_NoDelete'")!;
        _console.Scalar("DROP TRIGGER AuditEntries_NoDelete");
        await AssertAsync("Audit", "AuditEntries_NoDelete is missing");
        _console.Scalar(trigger);
        await AssertReadyAsync();
    }

    [Fact]
    public async Task Ready_KeyFileGone_IsNotAndComesBack()
    {
        File.Move(_console.Database + ".key", _console.Database + ".aside");
        await AssertAsync("Keys", "key file is gone");
        File.Move(_console.Database + ".aside", _console.Database + ".key");
        await AssertReadyAsync();
    }

    [Fact]
    public async Task Ready_SignInUnreachable_IsForgivenForTenMinutesOnly()
    {
        await AssertReadyAsync();
        var fault = _console.Tenant.Faults.Add(new Fault { Method = "GET", Path = "*/.well-known/openid-configuration", Status = 503 });

        _console.Clock.Advance(TimeSpan.FromMinutes(2));
        await AssertReadyAsync();
        _console.Clock.Advance(TimeSpan.FromMinutes(10));
        await AssertAsync("SignIn", "503", "inventory", "sending", "tracking");

        _console.Tenant.Faults.Clear(fault.Id);
        _console.Clock.Advance(TimeSpan.FromMinutes(1));
        var (_, checks) = await ReadyAsync();
        Assert.Equal("ok", checks["SignIn"]);
    }

    [Fact]
    public async Task Ready_SendingLoopHangsOnTheDatabase_IsNotAndComesBack()
    {
        await AssertReadyAsync();
        using (var other = new SqliteConnection($"Data Source={_console.Database};Pooling=False"))
        {
            // The real loop waits for the real lock while the clock moves on.
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            _console.Clock.Advance(TimeSpan.FromSeconds(6));
            _console.Clock.Advance(TimeSpan.FromMinutes(13));
            var (status, checks) = await ReadyAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.NotEqual("ok", checks["Database"]);
        }

        await UntilAsync(async () => (await ReadyAsync()).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_ThroughAProxyOrAnonymous_SaysTheWordOnly()
    {
        using var anonymous = await _browser.AskAsync(HttpMethod.Get, "/health/ready", ("X-Forwarded-For", "203.0.113.7"));
        Assert.Equal("Healthy", await anonymous.Content.ReadAsStringAsync());

        await _browser.SignInAsync("audra");
        using var auditor = await _browser.AskAsync(HttpMethod.Get, "/health/ready", ("X-Forwarded-For", "203.0.113.7"));
        Assert.Contains("\"Database\":\"ok\"", await auditor.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_AskedByMany_AsksItselfOnce()
    {
        await ReadyAsync();
        var before = _console.Tenant.Requests.All.Count;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadyAsync()));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(before, _console.Tenant.Requests.All.Count);
    }

    [Fact]
    public void Live_WithoutABeatForAMinute_IsStuck()
    {
        var time = new FakeTimeProvider();
        using var pulse = new Pulse(time);
        time.Advance(Pulse.StuckAfter - TimeSpan.FromSeconds(1));
        Assert.True(pulse.IsAlive);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(pulse.IsAlive);
    }

    private async Task<(HttpStatusCode Status, Dictionary<string, string> Checks)> ReadyAsync()
    {
        using var answer = await _browser.AskAsync(HttpMethod.Get, "/health/ready");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.GetProperty("checks").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetString()!));
    }

    /// <summary>The named check fails with these words; the others, but for those that the clock's advance may have put behind, do not.</summary>
    private async Task AssertAsync(string what, string words, params string[] maybeBehind)
    {
        _console.Clock.Advance(Readiness.KeptFor);
        var (status, checks) = await ReadyAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.NotEqual("ok", checks[what]);
        Assert.Contains(words, checks[what], StringComparison.Ordinal);
        Assert.All(checks.Where(c => c.Key != what && !maybeBehind.Contains(c.Key)), c => Assert.Equal("ok", c.Value));
        using var anonymous = await _browser.AskAsync(HttpMethod.Get, "/health/ready", ("X-Forwarded-For", "203.0.113.7"));
        Assert.Equal("Unhealthy", await anonymous.Content.ReadAsStringAsync());
        using var live = await _browser.AskAsync(HttpMethod.Get, "/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private async Task AssertReadyAsync()
    {
        _console.Clock.Advance(Readiness.KeptFor);
        var (status, checks) = await ReadyAsync();
        Assert.True(status == HttpStatusCode.OK, string.Join("; ", checks.Select(c => $"{c.Key}: {c.Value}")));
    }

    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            _console.Clock.Advance(Readiness.KeptFor);
            await beat.WaitForNextTickAsync(limit.Token);
        }
    }
}
