using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Windows 10, with or without extended updates, and LTSC: told, never refused.</summary>
internal sealed class OlderWindowsRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (WindowsBuilds.Of(device.OsVersion) is { } build and < WindowsBuilds.FirstWindows11)
            reasons.Mention(ReasonCodes.Windows10, $"Windows 10 (build {build}): supported only with extended updates (ESU) or LTSC.");
        if (WindowsEditions.Of(device) == WindowsEdition.LongTermServicing)
            reasons.Mention(ReasonCodes.LongTermServicing, $"A long-term servicing edition ({Reasons.Quote(device.SkuFamily)}).");
    }
}
