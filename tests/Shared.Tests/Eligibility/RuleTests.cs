using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Eligibility;

/// <summary>What the tests of one rule share. A rule without a class derived from this one fails <see cref="RuleListTests"/>.</summary>
public abstract class RuleTests(IEligibilityRule rule)
{
    protected const string Nothing = "";

    internal IEligibilityRule Rule { get; } = rule;

    [Fact]
    public void Judge_CleanDevice_FindsNothing() => Expect(Nothing, Clean.Device);

    /// <summary>
    /// Runs the rule alone and compares every reason, written as <c>code Verdict Alternative</c> (the last only where there is one), joined by "; ".
    /// <paramref name="says"/> must stand in the text. The short way to a verdict, without reasons, must come to the same: of this rule alone and of all.
    /// </summary>
    protected void Expect(string expected, DeviceFacts device, EligibilityContext? context = null, string? says = null)
    {
        var reasons = new List<Reason>();
        Rule.Judge(device, context ?? Clean.Context, reasons);
        Assert.Equal(expected, string.Join("; ", reasons.Select(Written)));
        Assert.All(reasons, reason => Assert.EndsWith(".", reason.Text, StringComparison.Ordinal));
        if (says is not null)
            Assert.Contains(says, string.Join('\n', reasons.Select(r => r.Text)), StringComparison.Ordinal);
        ExpectSameVerdict(new Judgement(reasons), device, context ?? Clean.Context);
    }

    private void ExpectSameVerdict(Judgement alone, DeviceFacts device, EligibilityContext context)
    {
        Assert.Equal(alone.Verdict, RuleList.Verdict(RuleList.Calls([Rule]), device, context));
        Assert.Equal(ResetEligibility.Judge(device, context).Verdict, ResetEligibility.Verdict(device, context));
    }

    private static string Written(Reason reason) =>
        reason.Alternative == Alternative.None ? $"{reason.Code} {reason.Verdict}" : $"{reason.Code} {reason.Verdict} {reason.Alternative}";
}
