using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class OwnResetRuleTests() : RuleTests(new OwnResetRule())
{
    [Theory]
    [InlineData("Cloud PC Enterprise 2vCPU/8GB/128GB")]
    [InlineData("Microsoft Dev Box 8vCPU/32GB")]
    [InlineData(" CLOUD PC Frontline")]
    public void Judge_CloudPc_RefusesTowardsItsOwnReset(string model) =>
        Expect("cloud-pc Refused ProductsOwnReset", Clean.Device with { Model = model }, says: model);

    [Fact]
    public void Judge_ModelOnlyMentionsCloudPc_FindsNothing() => Expect(Nothing, Clean.Device with { Model = "Thin client for Cloud PC" });

    [Theory]
    [InlineData(175, null, "Windows")]
    [InlineData(null, "ServerRdsh", "Windows")]
    [InlineData(4, "Enterprise multi-session", "Windows")]
    [InlineData(4, "Enterprise", "Windows 11 Enterprise multi-session")]
    public void Judge_MultiSession_Refuses(int? sku, string? family, string operatingSystem) =>
        Expect("multi-session Refused ProductsOwnReset", Clean.Device with { SkuNumber = sku, SkuFamily = family, OperatingSystem = operatingSystem });

    [Theory]
    [InlineData(135, null, "Windows", "x")]
    [InlineData(136, null, "Windows", "x")]
    [InlineData(null, "Holographic", "Windows", "x")]
    [InlineData(4, "Enterprise", "Windows Holographic", "x")]
    [InlineData(4, "Enterprise", "Windows", "Microsoft HoloLens 2")]
    public void Judge_HoloLens_Refuses(int? sku, string? family, string operatingSystem, string model) =>
        Expect("hololens Refused ProductsOwnReset", Clean.Device with { SkuNumber = sku, SkuFamily = family, OperatingSystem = operatingSystem, Model = model });

    [Theory]
    [InlineData(119, null, "x")]
    [InlineData(null, "Team", "x")]
    [InlineData(4, "Enterprise", "Surface Hub 2S")]
    public void Judge_SurfaceHub_Refuses(int? sku, string? family, string model) =>
        Expect("surface-hub Refused ProductsOwnReset", Clean.Device with { SkuNumber = sku, SkuFamily = family, Model = model });
}
