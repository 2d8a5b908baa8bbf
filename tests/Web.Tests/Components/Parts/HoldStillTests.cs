using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Tests.Testing;
using Bunit;
using Microsoft.AspNetCore.Components.Web;

namespace AutopilotReset.Web.Tests.Components.Parts;

public sealed class HoldStillTests : PageTest
{
    [Theory]
    [InlineData("onpointerenter", "onpointerleave")]
    [InlineData("onfocusin", "onfocusout")]
    public void Update_WhileSomebodyIsInTheList_WaitsAndIsSaidAndComesAfterwards(string enter, string leave)
    {
        var page = Open("first");
        Trigger(page, enter);

        page.Render(parameters => parameters.AddChildContent(List("second")));
        Assert.Equal("first", page.Find("li").TextContent);
        Assert.Contains("Updates wait", page.Find(".still-note").TextContent, StringComparison.Ordinal);

        Trigger(page, leave);
        Assert.Equal("second", page.Find("li").TextContent);
        Assert.Equal("", page.Find(".still-note").TextContent.Trim());
    }

    [Fact]
    public void UpdateNow_DrawsAndHoldsStillAgain()
    {
        var page = Open("first");
        Trigger(page, "onpointerenter");
        page.Render(parameters => parameters.AddChildContent(List("second")));

        page.Find(".still-note button").Click();
        Assert.Equal("second", page.Find("li").TextContent);

        page.Render(parameters => parameters.AddChildContent(List("third")));
        Assert.Equal("second", page.Find("li").TextContent);
    }

    [Fact]
    public void Update_NobodyInTheList_ComesAtOnce()
    {
        var page = Open("first");

        page.Render(parameters => parameters.AddChildContent(List("second")));

        Assert.Equal("second", page.Find("li").TextContent);
    }

    private IRenderedComponent<HoldStill> Open(string row) => Render<HoldStill>(parameters => parameters.AddChildContent(List(row)));

    private static void Trigger(IRenderedComponent<HoldStill> page, string name) =>
        page.Find("div").TriggerEvent(name, name.StartsWith("onpointer", StringComparison.Ordinal) ? new PointerEventArgs() : new FocusEventArgs());

    private static Microsoft.AspNetCore.Components.RenderFragment List(string row) => builder =>
    {
        builder.OpenComponent<StillList>(0);
        builder.AddAttribute(1, nameof(StillList.ChildContent), (Microsoft.AspNetCore.Components.RenderFragment)(inner => inner.AddMarkupContent(0, $"<ul><li>{row}</li></ul>")));
        builder.CloseComponent();
    };
}
