namespace AutopilotReset.Shared.Devices;

/// <summary>What a serial number must be before it may point at a device (rules.md: placeholder serials).</summary>
public static class Serials
{
    /// <summary>Letters and digits only: firmware writes the same phrase with and without dots, blanks and underscores.</summary>
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "defaultstring", "tobefilledbyoem", "filledbyoem", "oem", "none", "null", "empty", "na", "unknown", "invalid", "invalidserialnumber",
        "systemserialnumber", "chassisserialnumber", "baseboardserialnumber", "serialnumber", "notspecified", "notapplicable", "notavailable", "notdefined", "tobedefined",
        "123456789", "1234567890", "0123456789",
    };

    /// <summary>
    /// <c>true</c> when the text is what firmware writes where nobody set a serial, and so names no device: a known phrase,
    /// or one character over and over ("0", "00000000", "XXXXXXX").
    /// </summary>
    public static bool IsPlaceholder(string? serial)
    {
        var text = (serial ?? "").Trim();
        return IsOneCharacter(text) || Placeholders.Contains(string.Concat(text.Where(char.IsLetterOrDigit)));
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
