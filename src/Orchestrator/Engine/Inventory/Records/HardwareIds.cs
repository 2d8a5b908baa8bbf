using System.Text;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Those of an Entra object's <c>physicalIds</c> that stay with the hardware (rules.md).</summary>
internal static class HardwareIds
{
    public static bool Is(ReadOnlySpan<byte> id) =>
        (id.Length > 7 && Ascii.EqualsIgnoreCase(id[..7], "[ZTDID]"u8)) || (id.Length > 6 && Ascii.EqualsIgnoreCase(id[..6], "[HWID]"u8));
}
