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
    public void Stopped_Operator_MayAskWithReason()
    {
        Guards.Guards = Guards.Guards with { KillSwitch = new KillSwitch(true, "Fire drill", "Ines Varga", Time.GetUtcNow()) };
        var part = Render<KillSwitchControl>();

        part.Button("Allow sending…").Click();
        Assert.Contains("Fire drill", part.Text(".dialog-body"), StringComparison.Ordinal);
        Assert.Contains("It takes two", part.Text(".dialog-body"), StringComparison.Ordinal);
        part.Find("textarea").Input("Over");
        part.Button("Ask to allow sending").Click();

        Assert.Equal((false, "Over"), Assert.Single(Guards.Switched));
    }

    [Theory]
    [InlineData(true, "Another admin has to do the same", "Ask to allow sending")]
    [InlineData(false, "You are the second person", "Allow sending")]
    public void Asked_SaysByWhomAndWhy(bool byYou, string text, string act)
    {
        Guards.Guards = Guards.Guards with { KillSwitch = new KillSwitch(true, "Fire drill", "Ines Varga", Time.GetUtcNow()) { OffAsked = new("Tom Okafor", Time.GetUtcNow(), "Drill is over", byYou) } };
        var part = Render<KillSwitchControl>();
        Assert.Contains("Tom Okafor asks to go on", part.Text("[role=status]"), StringComparison.Ordinal);

        part.Button("Allow sending…").Click();

        Assert.Contains(text, part.Text(".dialog-body"), StringComparison.Ordinal);
        Assert.Contains("Drill is over", part.Text(".dialog-body"), StringComparison.Ordinal);
        Assert.Equal(act, part.FindAll(".dialog-foot button")[1].TextContent);
    }

    [Fact]
    public void Asked_MayBeDeclined()
    {
        Guards.Guards = Guards.Guards with { KillSwitch = new KillSwitch(true, "Fire drill", "Ines Varga", Time.GetUtcNow()) { OffAsked = new("Tom Okafor", Time.GetUtcNow(), "Drill is over", false) } };
        var part = Render<KillSwitchControl>();
        part.Button("Keep it stopped…").Click();

        part.Find("textarea").Input("Not yet");
        part.Button("Keep everything stopped").Click();

        Assert.Equal((true, "Not yet"), Assert.Single(Guards.Switched));
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
