using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Tests.Tracking;
using AutopilotReset.Engine.Verification;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using static AutopilotReset.Engine.Tests.Tracking.TrackedOrder;
using Person = AutopilotReset.Shared.Devices.Person;

namespace AutopilotReset.Engine.Tests.Verification;

public class HolderCheckTests
{
    private const string EntraObject = "e0000000-0000-0000-0000-00000000000e";
    private static readonly Person Ben = new("b0000000-0000-0000-0000-000000000002", "ben@contoso.example");

    [Fact]
    public void Refusal_HolderAsShown_IsNone() => Assert.Null(Check(Holder.Owner, Anna.Id, Annas));

    [Fact]
    public void Refusal_SomebodyElseNow_NamesBoth()
    {
        var refused = Check(Holder.Owner, Anna.Id, new Holders([Anna], [Ben]));

        Assert.Equal("holder-changed", refused!.Code);
        Assert.Contains("showed anna@contoso.example; it is ben@contoso.example now", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_NobodyNow_SaysSo() =>
        Assert.Contains("it is nobody now", Check(Holder.PrimaryUser, Anna.Id, Nobody)!.Message, StringComparison.Ordinal);

    [Fact]
    public void Refusal_NobodyShownButSomebodyNow_Refuses() => Assert.Equal("holder-changed", Check(Holder.PrimaryUser, null, Annas)!.Code);

    [Fact]
    public void Refusal_RemovingNobody_Refuses() => Assert.Equal("nothing-to-remove", Check(Holder.PrimaryUser, null, Nobody)!.Code);

    [Fact]
    public void Refusal_SeveralHolders_Refuses() => Assert.Equal("several-holders", Check(Holder.Owner, Anna.Id, new Holders([], [Anna, Ben]))!.Code);

    [Fact]
    public void Refusal_RecordGone_Refuses() => Assert.Equal("record-gone", HolderCheck.Refusal(Row(), new Repair(Guid.Empty, Holder.Owner, Anna.Id, null), null, null)!.Code);

    [Fact]
    public void Refusal_SettingWhoItIs_Refuses() => Assert.Equal("already-set", Check(Holder.PrimaryUser, Anna.Id, Annas, Anna)!.Code);

    [Fact]
    public void OwnerReference_Ids_EndsInRef() => Assert.Equal(
        $"https://graph.microsoft.com/v1.0/devices/{EntraObject}/registeredOwners/{Anna.Id}/$ref",
        HolderAccess.OwnerReference(new Uri("https://graph.microsoft.com/v1.0/"), EntraObject, Anna.Id).AbsoluteUri);

    [Theory]
    [InlineData("../../users/a0000000-0000-0000-0000-000000000001?")]
    [InlineData("a0000000-0000-0000-0000-000000000001?x=")]
    [InlineData("a0000000-0000-0000-0000-000000000001#")]
    [InlineData("")]
    public void OwnerReference_AnythingButAnId_IsRefused(string id)
    {
        Assert.Throws<ArgumentException>(() => HolderAccess.OwnerReference(new Uri("https://graph.microsoft.com/v1.0/"), EntraObject, id));
        Assert.Throws<ArgumentException>(() => HolderAccess.OwnerReference(new Uri("https://graph.microsoft.com/v1.0/"), id, Anna.Id));
    }

    private static Refused? Check(Holder holder, string? shown, Holders now, Person? next = null) =>
        HolderCheck.Refusal(Row(), new Repair(Guid.Empty, holder, shown, next?.UserPrincipalName), new FoundHolders(now, EntraObject), next);

    private static DeviceRequest Row() =>
        OrderRows.Request(Guid.Empty, Guid.Empty, OrderKind.AutopilotReset, DeviceState.CompletedWithFindings, Annas, false, Noon);
}
