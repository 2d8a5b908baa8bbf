using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class BuildRuleTests() : RuleTests(new BuildRule())
{
    [Theory]
    [InlineData("10.0.17763")]
    [InlineData("10.0.17763.1")]
    [InlineData("10.0.26100.4061")]
    public void Judge_1809OrLater_FindsNothing(string version) => Expect(Nothing, Clean.Device with { OsVersion = version });

    [Theory]
    [InlineData("10.0.17762.9999", "17762")]
    [InlineData("6.1.7601", "7601")]
    public void Judge_Earlier_RefusesNamingTheBuild(string version, string build) => Expect("build-too-old Refused", Clean.Device with { OsVersion = version }, says: build);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.0")]
    [InlineData("10.0.x")]
    [InlineData("10.0.-26100")]
    public void Judge_Unreadable_Refuses(string? version) => Expect("build-unknown Refused", Clean.Device with { OsVersion = version });

    [Fact]
    public void Judge_NotInIntune_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { ManagedDeviceId = null, OsVersion = null });
}
