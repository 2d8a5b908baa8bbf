using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Web.Features.Resets.Batch;

/// <summary>What can still be stopped and what cannot, in numbers of devices. Their sum is the batch.</summary>
/// <param name="CanBeStopped">Nothing of them has reached Intune.</param>
/// <param name="OnTheirWay">Being sent, or throttled: stopping them now may come too late.</param>
/// <param name="Unknown">Nobody can tell whether Intune took the order.</param>
/// <param name="CannotBeStopped">Intune has the order; it cannot be recalled.</param>
/// <param name="Over">Done, failed, refused or cancelled.</param>
public sealed record StopNumbers(int CanBeStopped, int OnTheirWay, int Unknown, int CannotBeStopped, int Over)
{
    public static StopNumbers Of(IReadOnlyDictionary<DeviceState, int> counts)
    {
        int Sum(Func<DeviceState, bool> which) => counts.Where(c => which(c.Key)).Sum(c => c.Value);
        return new StopNumbers(
            Sum(DeviceStates.CanStillBeStopped),
            Sum(s => s is DeviceState.Sending or DeviceState.Throttled),
            Sum(s => s is DeviceState.Unknown),
            Sum(s => s is DeviceState.Pending or DeviceState.Active or DeviceState.Verifying or DeviceState.Stalled),
            Sum(DeviceStates.IsTerminal));
    }
}
