using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class OlderWindowsRuleTests() : RuleTests(new OlderWindowsRule())
{
    [Theory]
    [InlineData("10.0.21999.1", "windows-10 Attention")]
    [InlineData("10.0.19045.5011", "windows-10 Attention")]
    [InlineData("10.0.22000.1", "")]
    [InlineData("unreadable", "")]
    public void Judge_Build_TellsWindows10(string version, string expected) => Expect(expected, Clean.Device with { OsVersion = version });

    [Theory]
    [InlineData(125, null)]
    [InlineData(126, null)]
    [InlineData(191, null)]
    [InlineData(null, "EnterpriseS")]
    [InlineData(null, "Enterprise LTSC")]
    public void Judge_LongTermServicing_IsTold(int? sku, string? family) =>
        Expect("long-term-servicing Attention", Clean.Device with { SkuNumber = sku, SkuFamily = family });

    [Fact]
    public void Judge_Windows10Ltsc_TellsBoth() =>
        Expect("windows-10 Attention; long-term-servicing Attention", Clean.Device with { OsVersion = "10.0.17763.1", SkuNumber = 125 });
}
