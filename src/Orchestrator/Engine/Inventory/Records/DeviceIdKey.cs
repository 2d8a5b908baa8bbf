using System.Security.Cryptography;
using System.Text;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Ids as 16-byte keys for joining: a GUID is itself, anything else its hash.</summary>
internal static class DeviceIdKey
{
    private const int GuidLength = 16;

    /// <summary>Of an id as <see cref="RecordWriter"/> keeps it; <see cref="Guid.Empty"/> where there is none.</summary>
    public static Guid Of(ReadOnlySpan<byte> stored)
    {
        if (stored.Length == GuidLength)
            return new Guid(stored);
        if (stored.IsEmpty)
            return Guid.Empty;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(stored, hash);
        return new Guid(hash[..GuidLength]);
    }

    /// <summary>Of an id as text.</summary>
    public static Guid Of(string id)
    {
        if (id.Length == 0)
            return Guid.Empty;
        return Guid.TryParseExact(id, "D", out var guid) ? guid : new RecordWriter().Id(Field.Id, Encoding.UTF8.GetBytes(id));
    }

    /// <summary>The id as Graph writes it, lower-case.</summary>
    public static string Text(ReadOnlySpan<byte> stored) =>
        stored.Length == GuidLength ? new Guid(stored).ToString("D") : Encoding.UTF8.GetString(stored.Trim((byte)0));
}
