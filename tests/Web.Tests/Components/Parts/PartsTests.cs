using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Components.Parts;

public sealed class PartsTests : PageTest
{
    [Fact]
    public void RelativeTime_Past_CarriesMachineTimeAndExactTime()
    {
        var part = Render<RelativeTime>(p => p.Add(x => x.At, Time.GetUtcNow().AddMinutes(-5)));

        var time = part.Find("time");
        Assert.Equal("5 min ago", time.TextContent);
        Assert.Equal("2026-11-22T09:25:00Z", time.GetAttribute("datetime"));
        Assert.Equal("Sun 22 Nov 2026 09:25:00 +00:00 (UTC)", time.GetAttribute("title"));
    }

    [Fact]
    public void RelativeTime_ClockMovesOn_SaysSoByItself()
    {
        var part = Render<RelativeTime>(p => p.Add(x => x.At, Time.GetUtcNow().AddMinutes(-5)));

        Time.Advance(TimeSpan.FromMinutes(10));

        part.WaitForAssertion(() => Assert.Equal("15 min ago", part.Find("time").TextContent));
    }

    [Fact]
    public void RelativeTime_None_SaysNever() =>
        Assert.Equal("never", Render<RelativeTime>(p => p.Add(x => x.At, null).Add(x => x.Never, "never")).Text("span"));

    [Fact]
    public void ArmedNote_Since_SaysThatItWillBeErased() =>
        Assert.Equal("Armed since 12 June: will be erased at its next check-in", Render<ArmedNote>(p => p.Add(x => x.Since, new DateTimeOffset(2026, 6, 12, 8, 0, 0, TimeSpan.Zero))).Text(".armed"));

    [Fact]
    public void CopyId_Click_CopiesTheValueItselfNotWhatIsShown()
    {
        var copy = JSInterop.Setup<bool>("consolePage.copy", FakeFleet.BidiName).SetResult(true);
        var part = Render<CopyId>(p => p.Add(x => x.Value, FakeFleet.BidiName).Add(x => x.Label, "name"));

        part.Find("button").Click();

        Assert.Single(copy.Invocations);
        Assert.Equal("LAPTOP-␦fdp.exe", part.Find("code").TextContent);
        Assert.Equal("name copied", part.Text("[role=status]"));
    }

    [Fact]
    public void Reasons_Several_StrictestFirstEachWithItsAlternative()
    {
        var part = Render<Reasons>(p => p.Add(x => x.Items, new[] { FakeFleet.InUse, FakeFleet.Hybrid }));

        var items = part.FindAll("li");
        Assert.Contains("Entra hybrid joined", items[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Full wipe instead; it may take up to 24 hours", items[0].Text(), StringComparison.Ordinal);
        Assert.Contains("Checked in 12 minutes ago", items[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressByState_Counts_AreSaidInWordsAndLinked()
    {
        var counts = new Dictionary<DeviceState, int> { [DeviceState.Completed] = 7, [DeviceState.Planned] = 3, [DeviceState.Failed] = 0 };
        var part = Render<ProgressByState>(p => p.Add(x => x.Counts, counts).Add(x => x.Href, state => $"/rows?state={state}"));

        Assert.Equal("7 Completed, 3 Planned", part.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal(["/rows?state=Completed", "/rows?state=Planned"], part.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void ReasonDialog_NoReason_CannotAct()
    {
        var part = Render<ReasonDialog>(p => p.Add(x => x.Open, true).Add(x => x.Title, "Stop").Add(x => x.Act, "Stop it").Add(x => x.Confirm, _ => throw new InvalidOperationException("must not be called")));

        part.Find("textarea").Input("   ");

        Assert.True(part.Button("Stop it").HasAttribute("disabled"));
    }

    [Fact]
    public void ReasonDialog_Refused_StaysOpenAndSaysWhy()
    {
        var closed = false;
        var part = Render<ReasonDialog>(p => p.Add(x => x.Open, true).Add(x => x.OpenChanged, open => closed = !open).Add(x => x.Title, "Stop").Add(x => x.Act, "Stop it")
            .Add(x => x.Confirm, _ => Task.FromResult<Refused?>(new Refused("no", "Your role was withdrawn."))));

        part.Find("textarea").Input("fire");
        part.Button("Stop it").Click();

        Assert.Equal("Your role was withdrawn.", part.Text("[role=alert]"));
        Assert.False(closed);
    }
}
