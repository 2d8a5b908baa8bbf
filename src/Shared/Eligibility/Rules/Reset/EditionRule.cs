using System.Globalization;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Home and SE have no remote Autopilot Reset (RemoteWipe CSP; graph.md §1).</summary>
internal sealed class EditionRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        switch (WindowsEditions.Of(device))
        {
            case WindowsEdition.Home:
                reasons.Refuse(ReasonCodes.EditionUnsupported, $"Windows Home has no Autopilot Reset ({Found(device)}).");
                break;
            case WindowsEdition.Se:
                reasons.Refuse(ReasonCodes.EditionUnsupported, $"Windows SE has no Autopilot Reset ({Found(device)}).");
                break;
            case WindowsEdition.Unknown:
                reasons.Mention(ReasonCodes.EditionUnknown, $"The edition could not be told ({Found(device)}); Home and SE would not reset.");
                break;
        }
    }

    private static string Found(DeviceFacts device) =>
        $"edition {Reasons.Quote(device.SkuFamily)}, product type {device.SkuNumber?.ToString(CultureInfo.InvariantCulture) ?? "not read"}";
}
