using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Entra's <c>accountEnabled</c> is false: nobody could sign in after the reset.</summary>
internal sealed class AccountEnabledRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.Entra is not { } entra || entra.AccountEnabled == true)
            return;

        if (entra.AccountEnabled == false)
            reasons.Refuse(ReasonCodes.AccountDisabled, "The device is disabled in Entra: nobody could sign in afterwards. Enable it first.", Alternative.EnableAccount);
        else
            reasons.Refuse(ReasonCodes.AccountStateUnknown, "Whether the device is enabled in Entra could not be read (accountEnabled).");
    }
}
