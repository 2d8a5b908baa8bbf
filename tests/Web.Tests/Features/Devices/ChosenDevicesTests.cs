using AutopilotReset.Web.Features.Devices;
using AutopilotReset.Web.Tests.Testing.Fakes;

namespace AutopilotReset.Web.Tests.Features.Devices;

public sealed class ChosenDevicesTests
{
    private static readonly IReadOnlyList<DeviceRow> Rows = FakeFleet.Rows(new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.Zero), 20);
    private readonly ChosenDevices _chosen = new();

    [Fact]
    public void Set_SameDeviceReadTwice_IsOneDevice()
    {
        _chosen.Set(Rows[0], true);
        _chosen.Set(Rows[0] with { LastCheckIn = null }, true);

        Assert.Equal(Rows[0].Key, Assert.Single(Assert.IsType<Choice.Keys>(_chosen.ToChoice()).DeviceKeys));
    }

    [Fact]
    public void SetMatching_NoFilter_IsNotPossible() =>
        Assert.Throws<InvalidOperationException>(() => _chosen.SetMatching(DevicesAddress.Parse("http://x/devices?sort=serial"), 3412));

    [Fact]
    public void SetMatching_Filter_IsThatFilterWithTheNumberShown()
    {
        _chosen.Set(Rows[0], true);

        _chosen.SetMatching(DevicesAddress.Parse("http://x/devices?q=lt-"), 48);

        var matching = Assert.IsType<Choice.Matching>(_chosen.ToChoice());
        Assert.Equal(("lt-", 48), (matching.Query.Text, matching.ExpectedCount));
    }

    [Theory]
    [InlineData("?q=lt-&sort=serial&desc=yes", 48, false)]
    [InlineData("?q=lt-", 49, true)]
    [InlineData("?q=lt-0", 48, true)]
    public void EndMatchingUnless_FilterOrNumberChanged_EndsIt(string query, int count, bool ended)
    {
        _chosen.SetMatching(DevicesAddress.Parse("http://x/devices?q=lt-"), 48);

        Assert.Equal(ended, _chosen.EndMatchingUnless(DevicesAddress.Parse("http://x/devices" + query).Query, count));
        Assert.Equal(ended ? 0 : 48, _chosen.Count);
    }
}
