using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class EditionRuleTests() : RuleTests(new EditionRule())
{
    [Theory]
    [InlineData(101, null)]
    [InlineData(98, null)]
    [InlineData(99, null)]
    [InlineData(100, null)]
    [InlineData(202, null)]
    [InlineData(203, null)]
    [InlineData(null, "Home")]
    [InlineData(null, "Core")]
    [InlineData(null, "CoreSingleLanguage")]
    [InlineData(null, "SE")]
    [InlineData(null, "CloudEdition")]
    [InlineData(48, "Home")]
    [InlineData(101, "Enterprise")]
    public void Judge_HomeOrSe_RefusesNamingIt(int? sku, string? family) =>
        Expect("edition-unsupported Refused", Clean.Device with { SkuNumber = sku, SkuFamily = family }, says: family ?? $"product type {sku}");

    [Theory]
    [InlineData(4, "Enterprise")]
    [InlineData(48, null)]
    [InlineData(null, "Pro")]
    [InlineData(null, "Professional")]
    [InlineData(null, "Education")]
    [InlineData(null, "Windows 11 Pro")]
    [InlineData(121, null)]
    [InlineData(161, null)]
    [InlineData(188, null)]
    [InlineData(125, "EnterpriseS")]
    public void Judge_BusinessEdition_FindsNothing(int? sku, string? family) => Expect(Nothing, Clean.Device with { SkuNumber = sku, SkuFamily = family });

    [Theory]
    [InlineData(null, null)]
    [InlineData(0, "")]
    [InlineData(9999, "Mystery")]
    public void Judge_Unreadable_IsTold(int? sku, string? family) => Expect("edition-unknown Attention", Clean.Device with { SkuNumber = sku, SkuFamily = family });
}
