using AutopilotReset.Web.Components.Layout;
using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Web.Tests.Components.Layout;

public sealed class MainLayoutTests : PageTest
{
    [Fact]
    public void Banner_Configured_StandsThereWithoutAWayToDismissIt()
    {
        var layout = Show("Practice tenant", "<h1>Page</h1>");

        Assert.Equal("Practice tenant", layout.Text(".banner"));
        Assert.Empty(layout.FindAll(".banner button"));
    }

    [Fact]
    public void Banner_NotConfigured_IsAbsent() => Assert.Empty(Show(null, "<h1>Page</h1>").FindAll(".banner"));

    [Fact]
    public void SignOut_IsAPostOfTheFormThatHoldsTheToken()
    {
        var button = Show(null, "").Find(".sign-out");

        Assert.Equal("submit", button.GetAttribute("type"));
        Assert.Equal("sign-out", button.GetAttribute("form"));
    }

    [Fact]
    public void Auditor_IsToldThatThePageIsReadOnly()
    {
        SignIn(People.Auditor);

        Assert.Contains("Read-only", Show(null, "").Text(".who"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Throws_SaysSoAndKeepsTheFrame()
    {
        var layout = Show(null, builder => throw new InvalidOperationException("broken page"));

        Assert.Equal("This page hit a fault", layout.Text("h1"));
        Assert.Contains("broken page", layout.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.NotEmpty(layout.FindAll("nav a"));
    }

    [Fact]
    public void Zone_OfTheBrowser_IsKnownBeforeThePageIsShown()
    {
        JSInterop.Setup<string?>("consolePage.timeZone").SetResult("Asia/Tokyo");

        var layout = Show(null, builder => builder.AddContent(0, Services.GetRequiredService<PageClock>().Zone.Id));

        Assert.Equal("Asia/Tokyo", layout.Text("main"));
    }

    private IRenderedComponent<MainLayout> Show(string? banner, string body) => Show(banner, builder => builder.AddMarkupContent(0, body));

    private IRenderedComponent<MainLayout> Show(string? banner, RenderFragment body)
    {
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Console:Banner"] = banner }).Build());
        return Render<MainLayout>(p => p.Add(x => x.Body, body));
    }
}
