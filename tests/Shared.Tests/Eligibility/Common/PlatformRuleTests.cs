using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class PlatformRuleTests() : RuleTests(new PlatformRule())
{
    [Theory]
    [InlineData("Windows")]
    [InlineData("windows")]
    [InlineData("Windows 11")]
    [InlineData("Windows Server 2022")] // ServerRule refuses it
    public void Judge_Windows_FindsNothing(string operatingSystem) => Expect(Nothing, Clean.Device with { OperatingSystem = operatingSystem });

    [Theory]
    [InlineData("macOS")]
    [InlineData("iOS")]
    [InlineData("Android")]
    [InlineData("Windows Phone")]
    [InlineData("Windows Mobile")]
    [InlineData("WindowsLookalike")]
    public void Judge_OtherPlatform_RefusesNamingIt(string operatingSystem) =>
        Expect("not-windows Refused", Clean.Device with { OperatingSystem = operatingSystem }, says: operatingSystem);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Judge_PlatformUnknown_Refuses(string? operatingSystem) =>
        Expect("not-windows Refused", Clean.Device with { OperatingSystem = operatingSystem }, says: "nothing");
}
