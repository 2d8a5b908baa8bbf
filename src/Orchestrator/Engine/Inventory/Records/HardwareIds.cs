using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Those of an Entra object's <c>physicalIds</c> that stay with the hardware (rules.md).</summary>
internal static class HardwareIds
{
    private const ulong LowerCase = 0x2020202020202020;

    public static bool Is(ReadOnlySpan<byte> id) =>
        (id.Length > 7 && Ascii.EqualsIgnoreCase(id[..7], "[ZTDID]"u8)) || (id.Length > 6 && Ascii.EqualsIgnoreCase(id[..6], "[HWID]"u8));

    /// <summary>The same for ids that differ by letter case only. Others may share it: the ids themselves have to be compared.</summary>
    public static Guid KeyOf(ReadOnlySpan<byte> id)
    {
        Span<ulong> hash = [(ulong)id.Length, 0];
        while (id.Length >= sizeof(ulong))
        {
            Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(id));
            id = id[sizeof(ulong)..];
        }

        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        rest.Clear();
        id.CopyTo(rest);
        Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        return MemoryMarshal.Cast<ulong, Guid>(hash)[0];
    }

    private static void Mix(Span<ulong> hash, ulong word)
    {
        word |= LowerCase;
        hash[0] = (hash[0] ^ word) * 0x9E3779B97F4A7C15;
        hash[0] ^= hash[0] >> 29;
        hash[1] = (hash[1] + word) * 0xC2B2AE3D27D4EB4F;
        hash[1] ^= hash[1] >> 31;
    }
}
