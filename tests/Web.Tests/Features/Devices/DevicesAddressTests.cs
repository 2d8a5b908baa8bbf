using AutopilotReset.Web.Features.Devices;

namespace AutopilotReset.Web.Tests.Features.Devices;

public sealed class DevicesAddressTests
{
    [Theory]
    [InlineData("/devices")]
    [InlineData("/devices?q=5E10")]
    [InlineData("/devices?q=a%26b%3Dc%20%23&verdict=refused&join=hybrid%20joined&owner=personal&autopilot=no&armed=yes&sort=lastcheckin&desc=yes&columns=serial,user")]
    public void ToString_OfParsed_IsTheSameAddress(string address) => Assert.Equal(address, DevicesAddress.Parse("http://x" + address).ToString(), ignoreCase: true);

    [Fact]
    public void Parse_UnknownValues_AreLeftOut()
    {
        var address = DevicesAddress.Parse("http://x/devices?verdict=7&sort=shoe&armed=perhaps&columns=nothing,real");

        Assert.Equal(new DeviceQuery(), address.Query);
        Assert.Equal(DeviceColumn.UsualOnes, address.Columns);
        Assert.False(address.IsFiltered);
    }

    [Fact]
    public void SortedBy_SameColumn_TurnsTheOrderRound()
    {
        var once = DevicesAddress.Parse("http://x/devices").SortedBy(DeviceSort.Serial);

        Assert.False(once.Query.Descending);
        Assert.True(once.SortedBy(DeviceSort.Serial).Query.Descending);
        Assert.False(once.SortedBy(DeviceSort.Serial).SortedBy(DeviceSort.Serial).Query.Descending);
        Assert.False(once.SortedBy(DeviceSort.Serial).SortedBy(DeviceSort.User).Query.Descending);
    }

    [Theory]
    [InlineData("?sort=serial&desc=yes&columns=serial", false)]
    [InlineData("?q=x", true)]
    [InlineData("?armed=no", true)]
    public void IsFiltered_OrderAndColumns_DoNotCount(string query, bool filtered) =>
        Assert.Equal(filtered, DevicesAddress.Parse("http://x/devices" + query).IsFiltered);
}
