using AutopilotReset.Web.Features.Devices;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

public sealed class ChooseStepTests : NewResetTest
{
    [Fact]
    public void Pasted_OneUnknownLine_SelectsTheOthersAndListsTheLineWithItsNumber()
    {
        var page = OpenAt("/resets/new");

        page.Find("#choose-paste").Input("LAPTOP-0142\nno-such-device");
        page.Find("form").Submit();

        Assert.Equal("LAPTOP-0142\nno-such-device", Assert.IsType<Choice.Pasted>(Assert.Single(Catalogue.Choices)).Text);
        Assert.Contains("selection=", Address, StringComparison.Ordinal);
        Assert.Contains("1 device chosen", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Line 2", page.Find("#problems").TextContent, StringComparison.Ordinal);
        Assert.Contains("no-such-device", page.Find("#problems").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Pasted_CutOffByTheBrowser_LooksNothingUpAndSaysSo()
    {
        var page = OpenAt("/resets/new");

        page.Find("#choose-paste").Input(new string('A', PasteLimit.Characters));
        page.Find("form").Submit();

        Assert.Empty(Catalogue.Choices);
        Assert.Contains("its end is missing", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void File_Taken_StandsInTheBoxAndSaysByWhatColumn()
    {
        var page = OpenAt("/resets/new");

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("Name;Serial\nx;5CG4011XYZ", "list.csv"));

        page.WaitForAssertion(() => Assert.Equal("\n5CG4011XYZ", page.Find("#choose-paste").GetAttribute("value")));
        Assert.Contains("list.csv: 1 row, by “Serial”, where that is empty “Name”.", page.Find("#choose-file-told").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void File_TooLongForTheBox_IsLookedUpAsItIs()
    {
        var page = OpenAt("/resets/new");
        var lines = string.Join('\n', Enumerable.Range(1, 40_000).Select(n => $"NOBODY{n:d6}"));

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText($"{lines}\nLAPTOP-0142", "all.csv"));
        page.WaitForAssertion(() => Assert.Contains("all.csv: 40,001 rows", page.Find(".notice").TextContent, StringComparison.Ordinal));
        page.Find("form").Submit();

        Assert.EndsWith("NOBODY040000\nLAPTOP-0142", Assert.IsType<Choice.Pasted>(Assert.Single(Catalogue.Choices)).Text, StringComparison.Ordinal);
        Assert.Contains("1 device chosen", page.Markup, StringComparison.Ordinal);
        Assert.Equal("40,000", page.Find("#problems-title .count").TextContent);
        Assert.Equal(100, page.FindAll("#problems .device-rows > li").Count);

        page.FindAll("#problems .pager button").Single(b => b.TextContent == "Last").Click();
        Assert.Contains("Line 40000", page.Find("#problems").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Saved_Chosen_IsSelectedByItsIdAndOneThatCannotBeReadIsNot()
    {
        var page = OpenAt("/resets/new");
        Assert.True(Button(page, "Choose Spoilt").HasAttribute("disabled"));

        Button(page, "Choose Leavers' laptops").Click();

        Assert.Equal(Filters.Filters[0].Id, Assert.IsType<Choice.Saved>(Assert.Single(Catalogue.Choices)).FilterId);
        Assert.Contains("7 devices chosen", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_Found_IsSelectedByItsId()
    {
        var page = OpenAt("/resets/new");
        page.Find("#choose-group").Input("classroom 12");
        page.FindAll("form")[1].Submit();

        Button(page, "Choose Classroom 12 devices").Click();

        Assert.Equal("6b0f0000-0000-4000-8000-000000000001", Assert.IsType<Choice.Group>(Assert.Single(Catalogue.Choices)).GroupId);
        Assert.Contains("24 devices chosen", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void GroupsUsers_AreAModeOfTheirOwn()
    {
        var page = OpenAt("/resets/new");
        page.Find("#choose-group").Input("classroom 12");
        page.FindAll("form")[1].Submit();

        Button(page, "Its users' devices of Classroom 12 devices").Click();

        Assert.Equal("6b0f0000-0000-4000-8000-000000000001", Assert.IsType<Choice.GroupUsers>(Assert.Single(Catalogue.Choices)).GroupId);
    }

    [Fact]
    public void Paste_Refused_SaysWhyInPlace()
    {
        Catalogue.Refusal = new Refused("unbounded", "Too many lines.");
        var page = OpenAt("/resets/new");

        page.Find("#choose-paste").Input("x");
        page.Find("form").Submit();

        Assert.Equal("Too many lines.", page.Find("[role=alert]").TextContent.Trim());
    }

    [Fact]
    public void Paste_Fault_SaysSoAndKeepsWhatWasTyped()
    {
        var page = OpenAt("/resets/new");
        Catalogue.Fault = new InvalidOperationException("The database is away.");

        page.Find("#choose-paste").Input("LAPTOP-0142");
        page.Find("form").Submit();

        Assert.Contains("The database is away.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("LAPTOP-0142", page.Find("#choose-paste").GetAttribute("value"));
    }

    [Fact]
    public async Task Review_Pressed_StartsAReviewAndPutsItsIdIntoTheAddress()
    {
        var selection = await SelectAsync("LAPTOP-0142", "HYB-FIN-07");
        var page = OpenAt($"/resets/new?selection={selection.Id}&kind=reset&step=choose");

        Button(page, "Review 2 devices").Click();

        Assert.Contains($"review={Assert.Single(Desk.Reviews.Keys)}", Address, StringComparison.Ordinal);
        Assert.Contains("step=review", Address, StringComparison.Ordinal);
        Assert.Contains("LAPTOP-0142", page.Find("#ready").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wipe_OfTwoDevices_IsReviewedAsAWipe()
    {
        var selection = await SelectAsync("LAPTOP-0142", "HYB-FIN-07");
        var page = OpenAt($"/resets/new?selection={selection.Id}&kind=wipe&step=choose");

        Button(page, "Review 2 devices").Click();

        Assert.Equal((OrderKind.Wipe, 2), (Assert.Single(Desk.Reviews.Values).Kind, Desk.Reviews.Values.Single().Devices.Count));
    }

    [Fact]
    public async Task Remove_Pressed_TakesTheDeviceOutOfTheSelection()
    {
        var selection = await SelectAsync("LAPTOP-0142", "HYB-FIN-07");
        var page = OpenAt($"/resets/new?selection={selection.Id}&kind=reset&step=choose");

        Button(page, "Remove HYB-FIN-07").Click();

        Assert.Equal(["LAPTOP-0142"], Catalogue.Selections[selection.Id].Devices.Select(d => d.Name));
        Assert.Contains("1 device chosen", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Selection_Gone_OffersToChooseAnew()
    {
        var page = OpenAt($"/resets/new?selection={Guid.Empty}&kind=reset&step=choose");

        Assert.Contains("This selection is gone", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartReview_Refused_SaysWhyAndOffersTheWayBack()
    {
        Desk.MostDevices = 1;
        var selection = await SelectAsync("LAPTOP-0142", "HYB-FIN-07");

        var page = OpenAt($"/resets/new?selection={selection.Id}&kind=wipe&step=review");

        Assert.Contains("Guards:DevicesPerBatch allows 1", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("step=choose", page.FindAll("a").Single(a => a.TextContent == "Back to the choice").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auditor_SeesNoCommandAndStartsNothing()
    {
        var selection = await SelectAsync("LAPTOP-0142");
        SignIn(Testing.Fakes.People.Auditor);

        var chosen = OpenAt($"/resets/new?selection={selection.Id}&kind=reset&step=choose");
        Assert.Empty(chosen.FindAll("button"));

        var review = OpenAt($"/resets/new?selection={selection.Id}&kind=reset&step=review");
        Assert.Contains("not start one", review.Markup, StringComparison.Ordinal);
        Assert.Empty(Desk.Calls);
    }

    private async Task<Selection> SelectAsync(params string[] names) =>
        (await Catalogue.SelectAsync(Testing.Fakes.People.Operator, new Choice.Pasted(string.Join('\n', names)), CancellationToken.None)).Value!;
}
