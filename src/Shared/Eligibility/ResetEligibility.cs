using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility.Rules.Common;
using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>Judges a device for an Autopilot Reset by every row of rules.md "Autopilot Reset".</summary>
public static class ResetEligibility
{
    /// <summary>Every rule, in the order in which their reasons are shown.</summary>
    public static IReadOnlyList<IEligibilityRule> Rules { get; } =
    [
        new HybridJoinRule(),
        new JoinTypeRule(),
        new EntraObjectRule(),
        .. CommonRules.All,
        new AccountEnabledRule(),
        new EditionRule(),
        new BuildRule(),
        new OlderWindowsRule(),
        new SelfDeployingRule(),
        new DevicePreparationRule(),
        new AutopilotRegistrationRule(),
        new PlaceholderSerialRule(),
    ];

    private static readonly RuleCall[] Calls = RuleList.Calls(Rules);

    /// <summary>All reasons of all rules; the verdict is the strictest. No device with any hybrid sign is ever less than refused.</summary>
    public static Judgement Judge(DeviceFacts device, EligibilityContext context) => RuleList.Judge(Rules, device, context);

    /// <summary>The verdict of <see cref="Judge"/> without its reasons, for lists of many devices.</summary>
    public static Verdict Verdict(DeviceFacts device, EligibilityContext context) => RuleList.Verdict(Calls, device, context);
}
