using AutopilotReset.Web.Features.Settings;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Settings;

public sealed class SettingsPageTests : PageTest
{
    [Fact]
    public void Open_StillReading_SaysSo()
    {
        Guards.Hold();

        var page = Render<SettingsPage>();

        Assert.Equal(["Reading roles, consents and scopes…", "Reading the guards…"], page.FindAll("[role=status]").Select(s => s.Text()));
    }

    [Fact]
    public void Open_Fault_OffersToTryAgainInEachPlace()
    {
        Guards.Fault = new InvalidOperationException("away");
        var page = Render<SettingsPage>();
        Assert.Equal(2, page.FindAll("[role=alert]").Count);

        Guards.Fault = null;
        page.FindAll("[role=alert] button")[0].Click();

        Assert.Contains("3 of 5 work", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Capabilities_Missing_StandFirstAndSayHowToFix()
    {
        var first = Render<SettingsPage>().Find(".capabilities li");

        Assert.StartsWith("Missing Remove an Entra owner", first.Text(), StringComparison.Ordinal);
        Assert.Contains("How to fix: Asked for when an owner is repaired", first.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckAgain_TriesAnew()
    {
        var page = Render<SettingsPage>();
        Guards.Capabilities = [new("Graph", "Everything", HealthState.Works, "Fine.", null)];

        page.Button("Check again").Click();

        Assert.Contains("all of it works", page.Text("#capabilities"), StringComparison.Ordinal);
    }

    [Fact]
    public void Guards_AreShownWithTheirValues()
    {
        var text = Render<SettingsPage>().Text("#guards");

        Assert.Contains("Devices in a batch More cannot be confirmed at once. at most 25 As configured.", text, StringComparison.Ordinal);
        Assert.Contains("at most 100 37 sent", text, StringComparison.Ordinal);
        Assert.Contains("no cap of its own 5 sent", text, StringComparison.Ordinal);
        Assert.Contains("at most 60 sends a minute", text, StringComparison.Ordinal);
        Assert.Contains("after 14 days", text, StringComparison.Ordinal);
        Assert.Contains("^(INC|CHG)[0-9]{7}$", text, StringComparison.Ordinal);
        Assert.Contains("Sign-in to approve or loosen How long ago whoever approves or loosens a guard may have signed in by hand. 0: any session may. of the last 15 minutes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Protect_Serial_IsAddedWithReasonAndAuthor()
    {
        var page = Render<SettingsPage>();
        page.FindAll("button").First(b => b.Text() == "Add…").Click();

        page.Find("#value-Protected").Input(" 5CG4011XYZ ");
        page.Find("dialog textarea").Input("Signs the payroll");
        page.Button("Protect").Click();

        var entry = Guards.Guards.Entries[^1];
        Assert.Equal((GuardList.Protected, GuardEntryKind.Serial, "5CG4011XYZ", "Signs the payroll", "Ines Varga"), (entry.List, entry.Kind, entry.Value, entry.Reason, entry.AddedBy));
        Assert.Contains("5CG4011XYZ", page.Text("section[aria-labelledby=list-Protected]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Protect_WithoutAValue_IsRefusedInPlace()
    {
        var before = Guards.Guards.Entries.Count;
        var page = Render<SettingsPage>();
        page.FindAll("button").First(b => b.Text() == "Add…").Click();

        page.Find("dialog textarea").Input("because");
        page.Button("Protect").Click();

        Assert.Equal("Serial is missing.", page.Text("dialog [role=alert]"));
        Assert.Equal(before, Guards.Guards.Entries.Count);
    }

    [Fact]
    public void Protect_DeviceIdThatIsNone_IsRefusedNamingIt()
    {
        var page = Render<SettingsPage>();
        page.FindAll("button").First(b => b.Text() == "Add…").Click();
        page.Find("#kind-Protected").Change("DeviceId");

        page.Find("#value-Protected").Input("LT-00012");
        page.Find("dialog textarea").Input("because");
        page.Button("Protect").Click();

        Assert.Contains("\"LT-00012\" is no device id", page.Text("dialog [role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hold_Group_IsFoundByNameAndKeptById()
    {
        var page = Render<SettingsPage>();
        page.FindAll("button").Last(b => b.Text() == "Add…").Click();
        page.Find("#kind-Held").Change("Group");
        page.Find("dialog input[type=search]").Input("leavers");
        page.Find("dialog form").Submit();
        page.Find("dialog .rows button").Click();

        page.Find("dialog textarea").Input("Case 4712");
        page.Button("Hold").Click();

        var entry = Guards.Guards.Entries[^1];
        Assert.Equal((GuardList.Held, GuardEntryKind.Group, "6b0f0000-0000-4000-8000-000000000003", "Leavers' laptops"), (entry.List, entry.Kind, entry.Value, entry.Label));
    }

    [Fact]
    public void Remove_WithReason_TakesThatEntryOnly()
    {
        var page = Render<SettingsPage>();
        page.FindAll("button").Single(b => b.GetAttribute("aria-label") == "Remove 5CG40007Q").Click();

        page.Find("dialog textarea").Input("Sold");
        page.Find(".dialog-foot .btn-danger").Click();

        Assert.DoesNotContain(Guards.Guards.Entries, e => e.Value == "5CG40007Q");
        Assert.Equal(2, Guards.Guards.Entries.Count);
    }

    /// <summary>Whoever opened the dialog to ask, and is the second person by now, must not learn it from the entry's being gone.</summary>
    [Fact]
    public void Remove_AskedForByAnotherMeanwhile_SaysThatYouAreTheSecond()
    {
        var page = Render<SettingsPage>();
        page.FindAll("button").Single(b => b.GetAttribute("aria-label") == "Remove 5CG40007Q").Click();
        Assert.Contains("It takes two: you ask now", page.Text("dialog .dialog-body"), StringComparison.Ordinal);
        Assert.Equal("Ask to remove it", page.Find(".dialog-foot .btn-danger").TextContent);

        Guards.Guards = Guards.Guards with
        {
            Entries = [.. Guards.Guards.Entries.Select(e => e.Value == "5CG40007Q" ? e with { RemovalAsked = new("Tom Okafor", Time.GetUtcNow(), "Sold to a dealer", ByYou: false) } : e)],
        };
        Feed.Say(ChangeKind.Guard);

        page.WaitForAssertion(() => Assert.Equal("Remove", page.Find(".dialog-foot .btn-danger").TextContent));
        Assert.Contains("Tom Okafor asked for it: “Sold to a dealer”. You are the second person", page.Text("dialog .dialog-body"), StringComparison.Ordinal);
    }

    [Fact]
    public void Auditor_SeesListsAndNoCommand()
    {
        SignIn(People.Auditor);

        var page = Render<SettingsPage>();

        Assert.Contains("Signs the payroll", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["Check again"], page.FindAll("button").Where(b => !b.ClassList.Contains("icon-btn")).Select(b => b.Text()));
    }

    [Fact]
    public void Tenant_IdentityAndVersion_AreShown()
    {
        var text = Render<SettingsPage>().Text("#tenant");

        Assert.Contains(People.Tenant, text, StringComparison.Ordinal);
        Assert.Contains("0.1.0", text, StringComparison.Ordinal);
    }
}
