using System.Net;
using AutopilotReset.Engine.Hosting;
using AutopilotReset.Simulator.Control;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Web.Tests.Operations;

/// <summary>Ready means ready: each thing is taken away from the running console, and given back.</summary>
public sealed class HealthTests : HealthTest
{
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
        File.Move(Console.Database, Console.Database + ".away");
        await AssertAsync("Database", "is gone", "Audit");
        Assert.Contains("is gone", (await ReadyAsync()).Checks["Audit"], StringComparison.Ordinal);
        File.Move(Console.Database + ".away", Console.Database);

        // What opened it at this very moment may still say so of its first look.
        await UntilAsync(async () => (await ReadyAsync()).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_AuditTriggerDropped_IsNotAndComesBack()
    {
        var trigger = (string)Console.Scalar("SELECT sql FROM sqlite_master WHERE name = 'AuditEntries_NoDelete'")!;
        Console.Scalar("DROP TRIGGER AuditEntries_NoDelete");
        await AssertAsync("Audit", "AuditEntries_NoDelete is missing");
        Console.Scalar(trigger);
        await AssertReadyAsync();
    }

    [Fact]
    public async Task Ready_KeyFileGone_IsNotAndComesBack()
    {
        File.Move(Console.Database + ".key", Console.Database + ".aside");
        await AssertAsync("Keys", "key file is gone");
        File.Move(Console.Database + ".aside", Console.Database + ".key");
        await AssertReadyAsync();
    }

    [Fact]
    public async Task Ready_SignInUnreachable_IsForgivenForTenMinutesOnly()
    {
        await AssertReadyAsync();
        var fault = Console.Tenant.Faults.Add(new Fault { Method = "GET", Path = "*/.well-known/openid-configuration", Status = 503 });

        Console.Clock.Advance(TimeSpan.FromMinutes(2));
        await AssertReadyAsync();
        Console.Clock.Advance(TimeSpan.FromMinutes(10));
        await AssertAsync("SignIn", "503", "inventory", "sending", "tracking");

        Console.Tenant.Faults.Clear(fault.Id);
        Console.Clock.Advance(TimeSpan.FromMinutes(1));
        var (_, checks) = await ReadyAsync();
        Assert.Equal("ok", checks["SignIn"]);
    }

    [Fact]
    public async Task Ready_ThroughAProxyOrAnonymous_SaysTheWordOnly()
    {
        using var anonymous = await Browser.AskAsync(HttpMethod.Get, "/health/ready", ("X-Forwarded-For", "203.0.113.7"));
        Assert.Equal("Healthy", await anonymous.Content.ReadAsStringAsync());

        await Browser.SignInAsync("audra");
        using var auditor = await Browser.AskAsync(HttpMethod.Get, "/health/ready", ("X-Forwarded-For", "203.0.113.7"));
        Assert.Contains("\"Database\":\"ok\"", await auditor.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_AskedByMany_AsksItselfOnce()
    {
        await ReadyAsync();
        var before = Console.Tenant.Requests.All.Count;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadyAsync()));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(before, Console.Tenant.Requests.All.Count);
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
}
