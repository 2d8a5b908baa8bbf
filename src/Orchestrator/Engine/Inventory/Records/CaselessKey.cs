using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Texts as 16-byte keys for finding equal ones.</summary>
internal static class CaselessKey
{
    private const ulong LowerCase = 0x2020202020202020;

    /// <summary>The same for texts that differ by the case of ASCII letters only. Others may share it: the texts themselves have to be compared.</summary>
    public static Guid Of(ReadOnlySpan<byte> text)
    {
        Span<ulong> hash = [(ulong)text.Length, 0];
        while (text.Length >= sizeof(ulong))
        {
            Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(text));
            text = text[sizeof(ulong)..];
        }

        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        rest.Clear();
        text.CopyTo(rest);
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
