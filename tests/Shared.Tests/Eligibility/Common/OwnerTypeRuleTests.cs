using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class OwnerTypeRuleTests() : RuleTests(new OwnerTypeRule())
{
    [Fact]
    public void Judge_Personal_Refuses() => Expect("personal Refused", Clean.Device with { OwnerType = "Personal" });

    [Theory]
    [InlineData("unknown")]
    [InlineData("unknownFutureValue")]
    [InlineData(null)]
    public void Judge_OwnershipNotKnown_Refuses(string? owner) => Expect("owner-type-unknown Refused", Clean.Device with { OwnerType = owner });

    [Fact]
    public void Judge_CompanyInOtherCase_FindsNothing() => Expect(Nothing, Clean.Device with { OwnerType = "Company" });

    [Fact]
    public void Judge_NotInIntune_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { ManagedDeviceId = null, OwnerType = null });
}
