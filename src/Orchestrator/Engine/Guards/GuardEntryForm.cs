using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Guards;

/// <summary>An entry's value in the form in which it is compared, or why it is none.</summary>
internal static class GuardEntryForm
{
    private const int LongestValue = 256;

    public static Outcome<string> Normalise(GuardEntry entry)
    {
        var value = (entry.Value ?? "").Trim();
        if (!Enum.IsDefined(entry.List) || !Enum.IsDefined(entry.Kind))
            return new Refused("entry-invalid", "Say which list the entry is for and what it names.");
        if (value.Length is 0 or > LongestValue)
            return new Refused("entry-invalid", $"The value must have 1 to {LongestValue} characters.");
        return entry.Kind switch
        {
            GuardEntryKind.Serial when Serials.IsPlaceholder(value) => new Refused("entry-invalid", $"\"{value}\" is a placeholder, no serial number: many devices carry it."),
            GuardEntryKind.Serial => Serials.Normalise(value),
            GuardEntryKind.Name when entry.List == GuardList.Held => new Refused("entry-invalid", "Names are not unique: hold a device by its serial number, its id or a group."),
            GuardEntryKind.Name => value,
            _ when Guid.TryParseExact(value, "D", out var id) => id.ToString(),
            _ => new Refused("entry-invalid", $"\"{value}\" is not an id such as 01234567-89ab-cdef-0123-456789abcdef."),
        };
    }
}
