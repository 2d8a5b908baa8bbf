using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Tests.Shared.Devices;

public class WindowsBuildsTests
{
    [Theory]
    [InlineData("10.0.26100.4061", 26100)]
    [InlineData(" 10.0.17763 ", 17763)]
    [InlineData("10.0", null)]
    [InlineData("10.0.+5.1", null)]
    [InlineData("10.0.99999999999.1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Of_Version_IsTheThirdPart(string? version, int? expected) => Assert.Equal(expected, WindowsBuilds.Of(version));
}
