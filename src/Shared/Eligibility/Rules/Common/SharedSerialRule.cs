using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Other Intune records claim the same serial: shown with their check-ins, so that the right one is chosen.</summary>
internal sealed class SharedSerialRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.SerialTwins.Count == 0)
            return;

        var others = device.SerialTwins.Select(twin =>
            $"{Reasons.Quote(twin.Name)} (last check-in {(Reasons.Known(twin.LastCheckIn) is { } at ? Reasons.Instant(at) : "unknown")}, {twin.ManagedDeviceId})");
        reasons.Mention(ReasonCodes.SerialShared, $"Serial {Reasons.Quote(device.Serial)} is also on {string.Join("; ", others)}. It cannot be selected by serial.");
    }
}
