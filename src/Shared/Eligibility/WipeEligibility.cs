using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility.Rules.Common;
using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>Judges a device for a full wipe by every row of rules.md "Full wipe", and by the rows of a reset that hold for any erasure.</summary>
public static class WipeEligibility
{
    /// <summary>Every rule, in the order in which their reasons are shown.</summary>
    public static IReadOnlyList<IEligibilityRule> Rules { get; } =
    [
        new HybridWipeRule(),
        new JoinTypeWipeRule(),
        new EntraObjectWipeRule(),
        .. CommonRules.All,
        new TypedSerialRule(),
        new AutopilotRegistrationWipeRule(),
        new AutopilotProfileRule(),
        new AutopilotUserRule(),
        new SelfDeployingWipeRule(),
        new AccountEnabledWipeRule(),
    ];

    /// <summary>All reasons of all rules; the verdict is the strictest.</summary>
    public static Judgement Judge(DeviceFacts device, EligibilityContext context) => RuleList.Judge(Rules, device, context);
}
