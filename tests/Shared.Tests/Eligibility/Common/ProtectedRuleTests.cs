using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class ProtectedRuleTests() : RuleTests(new ProtectedRule())
{
    [Fact]
    public void Judge_ListUnreadable_Refuses() => Expect("protected-list-unreadable Refused", Clean.Device, Clean.Context with { Protected = null });

    [Theory]
    [InlineData("5cg1234abc")]
    [InlineData("5CG1234ABC")]
    public void Judge_Serial_Refuses(string serial) => Expect("protected Refused", Clean.Device, With(new() { Serials = Clean.Set(serial) }), "serial \"5CG1234ABC\"");

    [Fact]
    public void Judge_SerialWithBlanks_IsNormalised() =>
        Expect("protected Refused", Clean.Device with { Serial = " 5cg 1234 abc " }, With(new() { Serials = Clean.Set("5CG1234ABC") }));

    [Fact]
    public void Judge_Name_Refuses() => Expect("protected Refused", Clean.Device, With(new() { Names = Clean.Set("pc-0001") }), "name \"PC-0001\"");

    [Fact]
    public void Judge_EntraName_Refuses() =>
        Expect("protected Refused", Clean.WithEntra(e => e with { Name = "BOARDROOM" }), With(new() { Names = Clean.Set("boardroom") }), "BOARDROOM");

    [Theory]
    [InlineData(Clean.ManagedId)]
    [InlineData(Clean.EntraId)]
    [InlineData("33333333-0000-4000-8000-000000000003")]
    public void Judge_AnyId_Refuses(string id) => Expect("protected Refused", Clean.Device, With(new() { DeviceIds = Clean.Set(id.ToUpperInvariant()) }), id);

    [Fact]
    public void Judge_CaseSensitiveSets_StillMatch() =>
        Expect("protected Refused", Clean.Device, With(new() { Names = new HashSet<string>(StringComparer.Ordinal) { "pc-0001" } }));

    [Fact]
    public void Judge_ListWithBlanks_IsReadInTheFormOfDevices()
    {
        Expect("protected Refused", Clean.Device, With(new() { Serials = Clean.Set(" 5cg 1234 abc") }));
        Expect("protected Refused", Clean.Device, With(new() { Names = Clean.Set(" PC-0001 ") }));
    }

    [Theory]
    [InlineData("primary")]
    [InlineData("owner")]
    [InlineData("recorded")]
    public void Judge_ProtectedUser_Refuses(string role)
    {
        var other = new Person("bbbbbbbb-0000-4000-8000-00000000000b");
        var device = Clean.Device with
        {
            RecordedUser = role == "recorded" ? Clean.Anna : other,
            Holders = new Holders(role == "primary" ? [other, Clean.Anna] : [], role == "owner" ? [Clean.Anna] : []),
        };
        Expect("protected Refused", device, With(new() { UserIds = Clean.Set(Clean.Anna.Id) }), "anna@contoso.example");
    }

    [Fact]
    public void Judge_OthersProtected_FindsNothing()
    {
        var others = new ProtectedDevices { Serials = Clean.Set("X"), Names = Clean.Set("PC-0002"), DeviceIds = Clean.Set("Y"), UserIds = Clean.Set("Z") };
        Expect(Nothing, Clean.Device with { Holders = null, RecordedUser = null }, With(others));
    }

    private static EligibilityContext With(ProtectedDevices list) => Clean.Context with { Protected = list };
}
