using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>A disabled Entra object lets nobody sign in after the wipe, until it is enabled or registered anew.</summary>
internal sealed class AccountEnabledWipeRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.Entra is { AccountEnabled: false })
            reasons.Mention(ReasonCodes.AccountDisabled, "The device is disabled in Entra: enable it, or nobody can sign in after the wipe.", Alternative.EnableAccount);
    }
}
