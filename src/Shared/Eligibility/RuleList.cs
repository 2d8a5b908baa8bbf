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
    public static Verdict Verdict(IReadOnlyList<IEligibilityRule> rules, DeviceFacts device, EligibilityContext context)
    {
        var strictest = new StrictestReason();
        for (var i = 0; i < rules.Count && strictest.Verdict != Eligibility.Verdict.Refused; i++)
            rules[i].Judge(device, context, strictest);
        return strictest.Verdict;
    }
}
