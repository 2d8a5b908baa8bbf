using AutopilotReset.Web.Features.Settings;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Settings;

public sealed class GuardNumbersTests : PageTest
{
    [Fact]
    public void Change_Tighter_SaysSoAndSendsWhatWasSeen()
    {
        var page = Render<SettingsPage>();
        page.Find("button[aria-label='Change: Devices in a batch']").Click();
        Assert.Contains("A whole number from 1 to 100,000.", page.Text("dialog #number-means"), StringComparison.Ordinal);

        page.Find("#number-value").Input("5");
        page.Find("dialog textarea").Input("Holidays");
        Assert.Contains("it holds at once", page.Text("dialog #number-means"), StringComparison.Ordinal);
        page.Button("Tighten").Click();

        Assert.Equal((new NumberWish(GuardNumber.DevicesPerBatch, 5, 25), "Holidays"), Assert.Single(Guards.Wished));
        Assert.Empty(page.FindAll("dialog #number-value"));
    }

    [Theory]
    [InlineData("26", "Ask to loosen", "It takes two")]
    [InlineData("25", "Change", "That is what it is.")]
    [InlineData("0", "Change", "A whole number from 1 to 100,000.")]
    [InlineData("many", "Change", "A whole number from 1 to 100,000.")]
    public void Change_EachValue_SaysWhatComesOfIt(string value, string act, string means)
    {
        var page = Render<SettingsPage>();
        page.Find("button[aria-label='Change: Devices in a batch']").Click();

        page.Find("#number-value").Input(value);

        Assert.Equal(act, page.FindAll("dialog .dialog-foot button")[^1].Text());
        Assert.Contains(means, page.Text("dialog #number-means"), StringComparison.Ordinal);
    }

    /// <summary>The server says no to what the page lets through; its words are shown.</summary>
    [Fact]
    public void Change_NoNumber_IsNotSent()
    {
        var page = Render<SettingsPage>();
        page.Find("button[aria-label='Change: Devices in a batch']").Click();
        page.Find("#number-value").Input("many");
        page.Find("dialog textarea").Input("Holidays");

        page.FindAll("dialog .dialog-foot button")[^1].Click();

        Assert.Equal("A whole number from 1 to 100,000.", page.Text("dialog [role=alert]"));
        Assert.Empty(Guards.Wished);
    }

    [Fact]
    public void Asked_ByAnother_IsAgreedToOrKept()
    {
        Asked(byYou: false);
        var page = Render<SettingsPage>();
        Assert.Contains("Tom Okafor asks for at most 50", page.Text("#guards"), StringComparison.Ordinal);

        page.Find("button[aria-label='Agree: Devices in a batch']").Click();
        Assert.Equal("50", page.Find("#number-value").GetAttribute("value"));
        Assert.Contains("Tom Okafor asked for it: “August”. You are the second person", page.Text("dialog #number-means"), StringComparison.Ordinal);
        Assert.Equal("Loosen", page.FindAll("dialog .dialog-foot button")[^1].Text());
        page.FindAll("dialog .dialog-foot button")[0].Click();

        page.Find("button[aria-label='Keep as it is: Devices in a batch']").Click();
        Assert.Equal("25", page.Find("#number-value").GetAttribute("value"));
        Assert.Contains("It stays as it is. What Tom Okafor asked for is declined.", page.Text("dialog #number-means"), StringComparison.Ordinal);
        page.Find("dialog textarea").Input("Not this year");
        page.Button("Keep it").Click();
        Assert.Equal((new NumberWish(GuardNumber.DevicesPerBatch, 25, 25), "Not this year"), Assert.Single(Guards.Wished));
    }

    [Fact]
    public void Asked_ByYou_NeedsAnother()
    {
        Asked(byYou: true);
        var page = Render<SettingsPage>();
        Assert.Empty(page.FindAll("button[aria-label='Agree: Devices in a batch']"));
        page.Find("button[aria-label='Change: Devices in a batch']").Click();

        page.Find("#number-value").Input("50");

        Assert.Contains("You asked for it already.", page.Text("dialog #number-means"), StringComparison.Ordinal);
    }

    /// <summary>Whoever is about to ask, and is the second person by now, sees it.</summary>
    [Fact]
    public void Asked_WhileTheDialogIsOpen_SaysThatYouAreTheSecond()
    {
        var page = Render<SettingsPage>();
        page.Find("button[aria-label='Change: Devices in a batch']").Click();
        page.Find("#number-value").Input("50");
        Assert.Contains("It takes two", page.Text("dialog #number-means"), StringComparison.Ordinal);

        Asked(byYou: false);
        Feed.Say(ChangeKind.Guard);

        page.WaitForAssertion(() => Assert.Contains("You are the second person", page.Text("dialog #number-means"), StringComparison.Ordinal));
        Assert.Equal("50", page.Find("#number-value").GetAttribute("value"));
    }

    [Fact]
    public void Changed_SaysByWhomAndWhy()
    {
        Set(n => n with { Value = 5, Changed = new("Tom Okafor", Time.GetUtcNow(), "August") });

        Assert.Contains("at most 5 Tom Okafor", Render<SettingsPage>().Text("#guards"), StringComparison.Ordinal);
        Assert.Contains("August Configured: at most 25.", Render<SettingsPage>().Text("#guards"), StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_SaysThatNothingIsSentAndOffersNoChange()
    {
        Guards.Guards = Guards.Guards with { NumbersProblem = "the guards' numbers are damaged." };

        var page = Render<SettingsPage>();

        Assert.Contains("Nothing is sent: what was changed here cannot be read.", page.Text("#guards [role=alert]"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), b => b.Text() == "Change…");
    }

    [Fact]
    public void Auditor_SeesNumbersAndNoCommand()
    {
        SignIn(People.Auditor);
        Asked(byYou: false);

        var page = Render<SettingsPage>();

        Assert.Contains("Tom Okafor asks for at most 50", page.Text("#guards"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("#guards button"), b => !b.ClassList.Contains("icon-btn"));
    }

    private void Asked(bool byYou) => Set(n => n with { Asked = new AskedNumber(50, new AskedLoosening("Tom Okafor", Time.GetUtcNow(), "August", byYou)) });

    private void Set(Func<ShownNumber, ShownNumber> change) =>
        Guards.Guards = Guards.Guards with { Numbers = [.. Guards.Guards.Numbers.Select(n => n.Number == GuardNumber.DevicesPerBatch ? change(n) : n)] };
}
