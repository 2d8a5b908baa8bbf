using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>A self-deploying or pre-provisioned device fails with 0x80180014 while its Intune record remains (graph.md §6).</summary>
internal sealed class SelfDeployingWipeRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (SelfDeployment.SignOf(device) is { } sign)
        {
            reasons.Mention(
                ReasonCodes.RecordMustBeDeleted,
                $"Deploys itself ({sign}): the Intune record must be deleted after the wipe, or it fails with 0x80180014.",
                Alternative.DeleteRecordAfterWipe);
        }
    }
}
