using AutopilotReset.Web.Features.Devices;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Devices;

/// <summary>The search while its own answers are on their way: a scanner types faster than a far server answers.</summary>
public sealed class DeviceFiltersTests : PageTest
{
    private readonly List<DevicesAddress> _asked = [];

    [Fact]
    public void OlderSearch_ComingBackWhileSomebodyTypesOn_LosesNoLetter()
    {
        var filters = Open();
        Type(filters, "1S2");
        Type(filters, "1S20XW");

        Show(filters, _asked[0]);
        Assert.Equal("1S20XW", filters.Find("#device-search").GetAttribute("value"));

        Type(filters, "1S20XWS00");
        Show(filters, _asked[1]);
        Show(filters, _asked[2]);
        Assert.Equal("1S20XWS00", filters.Find("#device-search").GetAttribute("value"));
    }

    [Fact]
    public void Deleted_BeforeTheSearchCameBack_IsAskedForAgain()
    {
        var filters = Open();
        Type(filters, "a");
        Type(filters, "");

        Assert.Equal(["a", null], _asked.Select(a => a.Query.Text));
    }

    [Fact]
    public void AnotherAddress_ThanItsOwn_IsTaken()
    {
        var filters = Open();
        Type(filters, "abc");
        Show(filters, _asked[0]);

        Show(filters, _asked[0].Unfiltered());
        Assert.Equal("", filters.Find("#device-search").GetAttribute("value") ?? "");
        Show(filters, _asked[0]);
        Assert.Equal("abc", filters.Find("#device-search").GetAttribute("value"));
    }

    private IRenderedComponent<DeviceFilters> Open() => Render<DeviceFilters>(p => p.Add(f => f.Address, DevicesAddress.Parse("http://x/devices")).Add(f => f.Go, _asked.Add));

    private static void Show(IRenderedComponent<DeviceFilters> filters, DevicesAddress address) => filters.Render(p => p.Add(f => f.Address, address));

    private void Type(IRenderedComponent<DeviceFilters> filters, string text)
    {
        filters.Find("#device-search").Input(text);
        var asked = _asked.Count;
        Time.Advance(TimeSpan.FromMilliseconds(200));
        filters.WaitForAssertion(() => Assert.Equal(asked + 1, _asked.Count));
    }
}
