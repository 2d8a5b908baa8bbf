using AutopilotReset.Web.Components.Layout;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Components.Layout;

public sealed class KillSwitchControlTests : PageTest
{
    [Fact]
    public void Stop_WithReason_StopsEverythingAndSaysSo()
    {
        var part = Render<KillSwitchControl>();
        part.Button("Stop everything…").Click();

        part.Find("textarea").Input(" Wrong group chosen ");
        part.FindAll(".dialog-foot button")[1].Click();

        Assert.Equal((true, "Wrong group chosen"), Assert.Single(Guards.Switched));
        Assert.Contains("Everything is stopped", part.Text("[role=status]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_Operator_MayAllowAgainWithReason()
    {
        Guards.Guards = Guards.Guards with { KillSwitch = new KillSwitch(true, "Fire drill", "Ines Varga", Time.GetUtcNow()) };
        var part = Render<KillSwitchControl>();

        part.Button("Allow sending…").Click();
        Assert.Contains("Fire drill", part.Text(".dialog-body"), StringComparison.Ordinal);
        part.Find("textarea").Input("Over");
        part.FindAll(".dialog-foot button")[1].Click();

        Assert.Equal((false, "Over"), Assert.Single(Guards.Switched));
    }

    [Fact]
    public void Auditor_SeesTheStateAndNoButton()
    {
        SignIn(People.Auditor);

        var part = Render<KillSwitchControl>();

        Assert.Contains("Sending allowed", part.Text(".sending"), StringComparison.Ordinal);
        Assert.Empty(part.FindAll("button"));
    }

    [Fact]
    public void Unreadable_SaysSoAndOffersNothing()
    {
        Guards.Fault = new InvalidOperationException("away");

        var part = Render<KillSwitchControl>();

        Assert.Contains("Kill switch cannot be read", part.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Empty(part.FindAll("button"));
    }

    [Fact]
    public void StoppedBySomebodyElse_ShowsByItself()
    {
        var part = Render<KillSwitchControl>();
        Guards.Guards = Guards.Guards with { KillSwitch = new KillSwitch(true, "x", "y", Time.GetUtcNow()) };

        Feed.Say(ChangeKind.Guard);

        part.WaitForAssertion(() => Assert.Contains("Everything is stopped", part.Text("[role=status]"), StringComparison.Ordinal));
    }
}
