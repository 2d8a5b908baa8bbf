using AngleSharp.Dom;
using AutopilotReset.Web.Features.Resets.Batch;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Batch;

/// <summary>Who may stand for a batch from now on.</summary>
public sealed class TakeOverTests : PageTest
{
    [Fact]
    public void TakeOver_Refused_StaysOpenAndSaysWhy()
    {
        var page = Open(batch: 2);
        Desk.Refusal = new Refused("role-missing", "Your account does not hold the role.");
        Button(page, "Take over…").Click();

        DialogButton(page).Click();

        Assert.Contains("Your account does not hold the role.", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".done"));
    }

    [Fact]
    public void TakeOver_OfMyOwn_IsNotOffered()
    {
        SignIn(People.Operator with { UserPrincipalName = People.Operator.Name.ToUpperInvariant() });

        Assert.DoesNotContain(Open(batch: 1).FindAll(".page-actions button"), b => b.TextContent.Contains("Take over", StringComparison.Ordinal));
    }

    /// <summary>An expired confirmation pauses it, and its message advises to take it over: that has to be possible for whom it sends as, too.</summary>
    [Fact]
    public void TakeOver_OfMyOwnPaused_IsConfirmedAnew()
    {
        SignIn(People.Operator with { UserPrincipalName = People.Operator.Name.ToUpperInvariant() });
        var page = Open(batch: 2);
        Button(page, "Stand for it anew…").Click();
        Assert.Contains("counts as confirmed by you now", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);

        DialogButton(page).Click();

        Assert.Equal([$"take over {FakeOrders.BatchId(2)}"], Desk.Commands);
    }

    private IRenderedComponent<ResetPage> Open(int batch)
    {
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(batch)}");
        return Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(batch)));
    }

    private static IElement Button(IRenderedComponent<ResetPage> page, string text) =>
        page.FindAll(".page-actions button").Single(b => b.TextContent.Trim() == text);

    private static IElement DialogButton(IRenderedComponent<ResetPage> page) => page.FindAll("dialog .dialog-foot button").Last();
}
