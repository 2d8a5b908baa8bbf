using AutopilotReset.Web.Features.Resets;
using AutopilotReset.Web.Features.Resets.Lists;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Lists;

public sealed class RequestListPageTests : PageTest
{
    [Theory]
    [InlineData("?armed=1", "Armed orders")]
    [InlineData("?needs=1", "Needs a person")]
    [InlineData("?state=Unknown", "Devices: Unknown")]
    [InlineData("?hybrid=1", "Hybrid devices waiting")]
    [InlineData("", "Devices of all resets")]
    public void Title_SaysWhichListItIs(string query, string title) => Assert.Equal(title, Open(query).Find("h1").TextContent);

    [Fact]
    public void Armed_ListsArmedOrdersOnly()
    {
        var page = Open("?armed=1");

        Assert.Equal(Desk.Rows.Where(r => r.ArmedSince is not null).Select(r => r.Name), page.FindAll(".grid .device-name").Select(n => n.TextContent));
        Assert.Contains("/api/requests.csv?armed=1", page.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Nothing_Armed_SaysSo()
    {
        Desk.Rows.Clear();

        Assert.Contains("No order is armed.", Open("?armed=1").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_RoundTrip_KeepsEverything()
    {
        var query = new RequestQuery(Guid.Empty, DeviceState.Stalled, "i-1", "a b&c", true, true, true);

        var (read, problems) = RequestFilter.Parse(RequestFilter.Format(query));

        Assert.Equal(query, read);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("?state=8")]
    [InlineData("?batch=12")]
    [InlineData("?armed=yes")]
    public void Filter_Unreadable_IsNamed(string query) => Assert.Single(RequestFilter.Parse(query).Problems);

    private IRenderedComponent<RequestListPage> Open(string query)
    {
        Navigation.NavigateTo($"/resets/requests{query}");
        return Render<RequestListPage>();
    }
}
