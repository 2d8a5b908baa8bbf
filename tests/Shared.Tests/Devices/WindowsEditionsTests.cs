using AutopilotReset.Shared.Devices;
using AutopilotReset.Tests.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Devices;

public class WindowsEditionsTests
{
    [Theory]
    [InlineData(4, "Enterprise", WindowsEdition.Business)]
    [InlineData(4, null, WindowsEdition.Business)]
    [InlineData(null, "Windows 10 Enterprise", WindowsEdition.Business)]
    [InlineData(null, "IoT Enterprise", WindowsEdition.Business)]
    [InlineData(null, "Windows Server 2022 Standard", WindowsEdition.Server)]
    [InlineData(null, "Windows SE", WindowsEdition.Se)]
    [InlineData(203, "CloudEdition", WindowsEdition.Se)]
    [InlineData(101, null, WindowsEdition.Home)]
    [InlineData(null, null, WindowsEdition.Unknown)]
    [InlineData(0, "???", WindowsEdition.Unknown)]
    // Where they disagree, the stricter reading counts.
    [InlineData(4, "Home", WindowsEdition.Home)]
    [InlineData(101, "Enterprise", WindowsEdition.Home)]
    [InlineData(0, "Pro", WindowsEdition.Business)]
    [InlineData(125, "Enterprise", WindowsEdition.LongTermServicing)]
    public void Of_NumberAndFamily_IsTold(int? number, string? family, WindowsEdition expected) =>
        Assert.Equal(expected, WindowsEditions.Of(Clean.Device with { SkuNumber = number, SkuFamily = family }));
}
