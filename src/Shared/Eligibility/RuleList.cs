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
}
