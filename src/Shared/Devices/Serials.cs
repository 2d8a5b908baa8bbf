namespace AutopilotReset.Shared.Devices;

/// <summary>What a serial number must be before it may point at a device (rules.md: placeholder serials).</summary>
public static class Serials
{
    private static readonly string[] Placeholders =
    [
        "", "0", "default string", "to be filled by o.e.m.", "to be filled by oem", "none", "n/a", "na",
        "system serial number", "not specified", "not applicable", "unknown", "invalid", "123456789", "oem",
    ];

    /// <summary><c>true</c> when the text is what firmware writes where nobody set a serial, and so names no device.</summary>
    public static bool IsPlaceholder(string? serial)
    {
        var text = (serial ?? "").Trim();
        return Placeholders.Contains(text, StringComparer.OrdinalIgnoreCase) || text.All(c => c is '0' or ' ' or '-');
    }

    /// <summary>Form in which serials are compared: trimmed, upper-case, without inner blanks.</summary>
    public static string Normalise(string serial) =>
        string.Concat(serial.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
