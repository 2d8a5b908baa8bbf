using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class OtherMdmRuleTests() : RuleTests(new OtherMdmRule())
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000A-0000-0000-C000-000000000000")]
    public void Judge_IntuneOrUnset_FindsNothing(string? app) => Expect(Nothing, Clean.WithEntra(e => e with { MdmAppId = app }));

    [Fact]
    public void Judge_AnotherMdm_RefusesNamingIt() =>
        Expect("other-mdm Refused", Clean.WithEntra(e => e with { MdmAppId = "7add3ecd-5b01-452e-b4bf-cdaf9df1d097" }), says: "7add3ecd-5b01-452e-b4bf-cdaf9df1d097");

    [Fact]
    public void Judge_ConfiguredIntuneApp_FindsNothing() =>
        Expect(Nothing, Clean.WithEntra(e => e with { MdmAppId = "abc" }), Clean.Context with { IntuneMdmAppIds = new HashSet<string>(StringComparer.Ordinal) { "ABC" } });
}
