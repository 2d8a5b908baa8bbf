using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>How long ago the device checked in: an order waits and fires whenever it next appears, maybe with another owner.</summary>
internal sealed class CheckInRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ManagedDeviceId is null)
            return;
        if (Reasons.Known(device.LastCheckIn) is not { } last)
        {
            reasons.Refuse(ReasonCodes.NeverCheckedIn, "No check-in is known, so nobody can say when the order would reach it.");
            return;
        }

        var age = context.Now - last;
        if (age <= TimeSpan.FromDays(context.Thresholds.ReleaseAfterDaysWithoutCheckIn) && age <= TimeSpan.FromDays(context.Thresholds.RefuseAfterDaysWithoutCheckIn))
            return;

        if (age > TimeSpan.FromDays(context.Thresholds.RefuseAfterDaysWithoutCheckIn))
            reasons.Refuse(ReasonCodes.CheckInTooOld, $"{Text(last, age)}; more than {context.Thresholds.RefuseAfterDaysWithoutCheckIn} are refused.");
        else
            reasons.AskRelease(ReasonCodes.CheckInStale, $"{Text(last, age)}: it will be erased whenever it next appears.");
    }

    private static string Text(DateTimeOffset last, TimeSpan age) => $"Last check-in {Reasons.Instant(last)}, {Math.Floor(age.TotalDays)} days ago";
}
