using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class AutopilotUserRuleTests() : RuleTests(new AutopilotUserRule())
{
    private const string Told = "autopilot-user-remains Attention UnassignAutopilotUser";

    [Fact]
    public void Judge_AssignedToPresentUser_IsTold()
    {
        var assigned = Clean.WithAutopilot(a => a with { AssignedUser = "ANNA@contoso.example" });
        Expect(Told, assigned, says: "ANNA@contoso.example");
        Expect(Told, assigned with { RecordedUser = null });
        Expect(Told, assigned with { RecordedUser = null, Holders = new Holders([], [Clean.Anna]) });
        Expect(Told, assigned with { Holders = null });
    }

    [Fact]
    public void Judge_AssignedWhileNobodyHoldsIt_IsTold() =>
        Expect(Told, Clean.WithAutopilot(a => a with { AssignedUser = "old@contoso.example" }) with { RecordedUser = null, Holders = null });

    [Fact]
    public void Judge_AssignedToSomebodyElse_FindsNothing() => Expect(Nothing, Clean.WithAutopilot(a => a with { AssignedUser = "next@contoso.example" }));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Judge_NotAssigned_FindsNothing(string? user) =>
        Expect(Nothing, Clean.WithAutopilot(a => a with { AssignedUser = user }) with { RecordedUser = null, Holders = null });
}
