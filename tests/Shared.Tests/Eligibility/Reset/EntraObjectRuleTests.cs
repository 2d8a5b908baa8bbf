using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class EntraObjectRuleTests() : RuleTests(new EntraObjectRule())
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void Judge_IntuneNamesNoEntraDevice_Refuses(string? id) =>
        Expect("no-entra-object Refused", Clean.Device with { EntraDeviceId = id }, says: "Intune names no Entra device");

    [Fact]
    public void Judge_NoObjectForTheId_Refuses()
    {
        Expect("no-entra-object Refused", Clean.Device with { EntraObjects = [] }, says: Clean.EntraId);
        Expect("no-entra-object Refused", Clean.Device with { EntraObjects = [Clean.Twin] }, says: Clean.EntraId);
    }

    [Fact]
    public void Judge_AnotherObject_RefusesShowingAll()
    {
        var device = Clean.Device with { EntraObjects = [Clean.Entra, Clean.Twin] };
        Expect("several-entra-objects Refused", device, says: Clean.Entra.ObjectId);
        Expect("several-entra-objects Refused", device, says: Clean.Twin.ObjectId);
    }

    [Fact]
    public void Judge_IdInOtherCase_FindsNothing() => Expect(Nothing, Clean.WithEntra(e => e with { DeviceId = Clean.EntraId.ToUpperInvariant() }));
}
