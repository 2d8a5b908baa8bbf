namespace AutopilotReset.Shared.Devices;

/// <summary>What a serial number must be before it may point at a device (rules.md: placeholder serials).</summary>
public static class Serials
{
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "default string", "to be filled by o.e.m.", "to be filled by oem", "o.e.m.", "oem", "none", "null", "empty", "n/a", "na", "unknown", "invalid",
        "system serial number", "chassis serial number", "serial number", "not specified", "not applicable", "not available", "not defined",
        "123456789", "1234567890", "0123456789",
    };

    /// <summary>
    /// <c>true</c> when the text is what firmware writes where nobody set a serial, and so names no device: a known phrase,
    /// or one character over and over ("0", "00000000", "XXXXXXX").
    /// </summary>
    public static bool IsPlaceholder(string? serial)
    {
        var text = (serial ?? "").Trim();
        return IsOneCharacter(text) || Placeholders.Contains(text);
    }

    /// <summary>Form in which serials are compared: trimmed, upper-case, without inner blanks.</summary>
    public static string Normalise(string serial) =>
        (serial.Any(char.IsWhiteSpace) ? string.Concat(serial.Where(c => !char.IsWhiteSpace(c))) : serial).ToUpperInvariant();

    private static bool IsOneCharacter(string text)
    {
        char? only = null;
        foreach (var c in text)
        {
            if (c is ' ' or '-')
                continue;
            if (only is { } known && known != c)
                return false;
            only = c;
        }

        return true;
    }
}
