using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>The platform is not Windows on a PC. Checked here because Graph filters may answer with every platform (graph.md §9).</summary>
internal sealed class PlatformRule : IEligibilityRule
{
    private static readonly string[] OtherWindows = ["phone", "mobile", "rt", "ce", "iot"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (!IsWindows(device.OperatingSystem))
            reasons.Refuse(ReasonCodes.NotWindows, $"The operating system is {Reasons.Quote(device.OperatingSystem)}, not Windows.");
    }

    private static bool IsWindows(string? operatingSystem)
    {
        if (JoinTypes.Is(operatingSystem, "Windows"))
            return true;

        var words = (operatingSystem ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0
            && string.Equals(words[0], "Windows", StringComparison.OrdinalIgnoreCase)
            && !words.Skip(1).Any(word => OtherWindows.Contains(word, StringComparer.OrdinalIgnoreCase));
    }
}
