using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class ServerRuleTests() : RuleTests(new ServerRule())
{
    [Fact]
    public void Judge_ServerByIntune_RefusesNamingIt() =>
        Expect("server-os Refused", Clean.Device with { OperatingSystem = "Windows Server 2022" }, says: "Windows Server 2022");

    [Fact]
    public void Judge_ServerByEntra_Refuses() => Expect("server-os Refused", Clean.WithEntra(e => e with { OperatingSystem = "Windows Server" }));

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(80)]
    [InlineData(407)]
    public void Judge_ServerByProductType_Refuses(int sku) =>
        Expect("server-os Refused", Clean.Device with { SkuNumber = sku, SkuFamily = null }, says: $"product type {sku}");

    [Theory]
    [InlineData("Server Standard")]
    [InlineData("Windows Server Datacenter")]
    public void Judge_ServerByFamily_Refuses(string family) => Expect("server-os Refused", Clean.Device with { SkuNumber = null, SkuFamily = family }, says: family);
}
