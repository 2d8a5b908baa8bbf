using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Checked in or signed in a moment ago: somebody may be working on it.</summary>
internal sealed class InUseRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        DateTimeOffset? signIn = null;
        for (var i = 0; i < device.EntraObjects.Count; i++)
        {
            if (Reasons.Known(device.EntraObjects[i].LastSignIn) is { } at && !(at <= signIn))
                signIn = at;
        }

        if (IsRecent(device.LastCheckIn))
            reasons.Mention(ReasonCodes.InUse, $"In use: checked in {Reasons.Instant(device.LastCheckIn!.Value)}.");
        else if (IsRecent(signIn))
            reasons.Mention(ReasonCodes.InUse, $"In use: signed in {Reasons.Instant(signIn!.Value)}.");

        bool IsRecent(DateTimeOffset? at) => at is { } known && context.Now - known <= TimeSpan.FromMinutes(context.Thresholds.InUseMinutes);
    }
}
