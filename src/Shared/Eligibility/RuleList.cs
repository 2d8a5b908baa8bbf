using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>Runs rules one after the other; each appends, none stops the others.</summary>
internal static class RuleList
{
    public static Judgement Judge(IReadOnlyList<IEligibilityRule> rules, DeviceFacts device, EligibilityContext context)
    {
        var reasons = new List<Reason>();
        foreach (var rule in rules)
            rule.Judge(device, context, reasons);
        return reasons.Count == 0 ? Judgement.Clean : new Judgement(reasons);
    }

    /// <summary>The verdict alone: after the first refusal there is nothing stricter to find.</summary>
    public static Verdict Verdict(RuleCall[] rules, DeviceFacts device, EligibilityContext context)
    {
        var strictest = new StrictestReason();
        foreach (var rule in rules)
        {
            rule(device, context, strictest);
            if (strictest.Verdict == Eligibility.Verdict.Refused)
                break;
        }

        return strictest.Verdict;
    }

    /// <summary>The rules as calls: of some thirty kinds of rules a call by their interface would have to be looked up each time.</summary>
    public static RuleCall[] Calls(IEnumerable<IEligibilityRule> rules) => [.. rules.Select(rule => (RuleCall)rule.Judge)];
}

internal delegate void RuleCall(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons);
