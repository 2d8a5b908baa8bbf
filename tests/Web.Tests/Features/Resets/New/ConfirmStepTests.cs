using AutopilotReset.Web.Features.Resets.New;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

public sealed class ConfirmStepTests : NewResetTest
{
    private static Review Three => SomeReview.Of(
        SomeReview.Ready("LT-A", "SER-A"), SomeReview.Attention("LT-B"), SomeReview.NeedsRelease("LT-C", released: "on my desk"), SomeReview.NeedsRelease("LT-D"), SomeReview.Hybrid("LT-E"), SomeReview.Unreadable("LT-F"));

    private static Review Wipe(string? serial) => SomeReview.Of(SomeReview.Ready("LT-W", serial)) with { Kind = OrderKind.Wipe };

    [Fact]
    public void List_ShowsNameAndSerialOfExactlyWhatIsSent()
    {
        var page = Open(Three, "confirm", Planned);

        Assert.Equal(["LT-A", "LT-B", "LT-C"], page.FindAll(".confirm-list bdi").Select(n => n.TextContent));
        Assert.Equal(["SER-A", "5CG2INUSE", "5CG3STALE"], page.FindAll(".confirm-list code").Select(n => n.TextContent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("6")]
    [InlineData("03")]
    [InlineData("3 ")]
    [InlineData("three")]
    [InlineData("٣")]
    public void Count_OnlyTheExactNumber_OpensTheButton(string typed)
    {
        var page = Open(Three, "confirm", Planned);

        page.Find("#confirm-typed").Input(typed);

        Assert.Equal(typed.Trim() != "3", Button(page, "Reset 3 devices").HasAttribute("disabled"));
    }

    [Fact]
    public void Submit_WithoutTheNumber_SendsNothing()
    {
        var page = Open(Three, "confirm", Planned);

        page.Find("form").Submit();

        Assert.Empty(Desk.Confirmations);
    }

    [Fact]
    public void Submit_WithTheNumber_SendsWhatWasSeenAndGoesToTheReset()
    {
        var page = Open(Three, "confirm", Planned);
        page.Find("#confirm-typed").Input("3");

        page.Find("form").Submit();

        var sent = Assert.Single(Desk.Confirmations);
        Assert.Equal((SomeReview.Id, "h1", NextUser.SomebodyElse, "3", null, "Leaver", "CHG0004711"), (sent.ReviewId, sent.FrozenHash, sent.NextUser, sent.TypedCount, sent.TypedSerial, sent.Justification, sent.Ticket));
        Assert.Equal($"/resets/{FakeOrders.BatchId(1)}", Address);
    }

    [Fact]
    public async Task Submit_Twice_SendsOneConfirmation()
    {
        var page = Open(Three, "confirm", Planned);
        page.Find("#confirm-typed").Input("3");
        var form = page.Find("form");
        Desk.Hold();

        var first = form.SubmitAsync();
        var second = form.SubmitAsync();
        Desk.Release();

        page.WaitForAssertion(() => Assert.Equal($"/resets/{FakeOrders.BatchId(1)}", Address));
        await Task.WhenAll(first, second).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(1, Desk.Calls.Count(c => c == nameof(IResetDesk.ConfirmAsync)));
    }

    [Fact]
    public void Refused_ByServer_IsShownInPlaceAndNothingElseHappens()
    {
        var page = Open(Three, "confirm", Planned);
        page.Find("#confirm-typed").Input("3");
        Desk.Refusal = new Refused("kill-switch", "Everything is stopped since 09:12.");

        page.Find("form").Submit();

        Assert.Equal("Everything is stopped since 09:12.", page.Find("form [role=alert]").TextContent.Trim());
        Assert.Contains("step=confirm", Address, StringComparison.Ordinal);
        Assert.False(Button(page, "Reset 3 devices").HasAttribute("disabled"));
    }

    [Fact]
    public void Fault_WhileConfirming_SaysThatItIsNotKnown()
    {
        var page = Open(Three, "confirm", Planned);
        page.Find("#confirm-typed").Input("3");
        Desk.Fault = new TimeoutException("No answer.");

        page.Find("form").Submit();

        Assert.Contains("not known whether this was confirmed", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("step=confirm", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ChangedMeanwhile_AsksToTypeAgain()
    {
        var page = Open(Three, "confirm", Planned);
        page.Find("#confirm-typed").Input("3");
        Desk.Reviews[SomeReview.Id] = Three with { Devices = [.. Three.Devices.Skip(1)], Total = 5, Read = 5, FrozenHash = "h2" };

        Feed.Say(ChangeKind.Review, SomeReview.Id);
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("The list changed", page.Markup, StringComparison.Ordinal));
        Assert.True(string.IsNullOrEmpty(page.Find("#confirm-typed").GetAttribute("value")));
        Assert.True(Button(page, "Reset 2 devices").HasAttribute("disabled"));
    }

    [Fact]
    public void Text_IsTheAuditsText()
    {
        var page = Open(Three, "confirm", Planned);

        Assert.Equal(
            "Autopilot Reset of 3 devices: LT-A (serial SER-A); LT-B (serial 5CG2INUSE); LT-C (serial 5CG3STALE). Next: somebody else. Justification: Leaver (ticket CHG0004711). Cannot be recalled once Intune has it.",
            page.Find(".audit-text").TextContent);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("OTHER-1", false)]
    [InlineData("5CGW1", true)]
    [InlineData(" 5cgw1 ", true)]
    public void Wipe_OnlyTheSerial_OpensTheButton(string typed, bool open)
    {
        var page = Open(Wipe("5CGW1"), "confirm", Planned);

        page.Find("#confirm-typed").Input(typed);

        Assert.Equal(!open, Button(page, "Wipe LT-W").HasAttribute("disabled"));
    }

    [Fact]
    public void Wipe_Confirmed_SendsTheSerialAndNoCount()
    {
        var page = Open(Wipe("5CGW1"), "confirm", Planned);
        page.Find("#confirm-typed").Input("5CGW1");

        page.Find("form").Submit();

        var sent = Assert.Single(Desk.Confirmations);
        Assert.Equal((null, "5CGW1"), (sent.TypedCount, sent.TypedSerial));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Default string")]
    [InlineData("0")]
    public void Wipe_NoUsableSerial_CannotBeConfirmed(string? serial)
    {
        var page = Open(Wipe(serial), "confirm", Planned);

        page.Find("#confirm-typed").Input(serial ?? "");

        Assert.True(Button(page, "Wipe LT-W").HasAttribute("disabled"));
        Assert.Contains("no usable serial number", page.Find("#confirm-missing").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Wipe_SaysWhatItDoes()
    {
        var text = Open(Wipe("5CGW1"), "confirm", Planned).Find(".confirm-wipe").TextContent;

        Assert.Contains("Everything on this device is erased, and it leaves Intune", text, StringComparison.Ordinal);
        Assert.Contains("up to 24 hours", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Wipe_OfTwo_IsTypedAsTheirNumber()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready("LT-1", "S1"), SomeReview.Ready("LT-2", "S2")) with { Kind = OrderKind.Wipe }, "confirm", Planned);
        Assert.Contains("Everything on these 2 devices is erased, and they leave Intune", page.Find(".confirm-wipe").TextContent, StringComparison.Ordinal);
        page.Find("#confirm-typed").Input("S1");
        Assert.True(Button(page, "Wipe 2 devices").HasAttribute("disabled"));

        page.Find("#confirm-typed").Input("2");
        page.Find("form").Submit();

        var sent = Assert.Single(Desk.Confirmations);
        Assert.Equal(("2", null), (sent.TypedCount, sent.TypedSerial));
    }

    [Fact]
    public void Auditor_CannotConfirm()
    {
        SignIn(People.Auditor);

        Assert.Empty(Open(Three, "confirm", Planned).FindAll("form, button"));
    }

    [Fact]
    public void NeedsASecondPerson_IsSaidBeforehand()
    {
        Assert.DoesNotContain("second person", Open(Three, "confirm", Planned).Markup, StringComparison.Ordinal);

        var page = Open(Three with { ApprovalBecause = "3 devices are more than the 2 that one person may have reset alone" }, "confirm", Planned);

        Assert.Contains("This needs the approval of a second person, because 3 devices are more than the 2 that one person may have reset alone.", page.Markup.Replace("</strong>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Address_RoundTrip_KeepsEverything()
    {
        var address = new NewResetAddress { Step = Step.Confirm, Kind = OrderKind.Wipe, SelectionId = Guid.Empty, ReviewId = SomeReview.Id };

        Assert.Equal(address, NewResetAddress.Parse("https://console.example" + address));
    }
}
