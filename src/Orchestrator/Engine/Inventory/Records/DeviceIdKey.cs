using System.Buffers.Text;
using System.Security.Cryptography;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Ids as 16-byte keys for joining: a GUID is itself, anything else its hash.</summary>
internal static class DeviceIdKey
{
    /// <summary><see cref="Guid.Empty"/> where there is no id; Intune writes zeros for "none".</summary>
    public static Guid Of(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
            return Guid.Empty;
        if (Utf8Parser.TryParse(id, out Guid guid, out var used, 'D') && used == id.Length)
            return guid;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, hash);
        return new Guid(hash[..16]);
    }

    public static Guid Of(string id) => Guid.TryParseExact(id, "D", out var guid) ? guid : Of(System.Text.Encoding.UTF8.GetBytes(id.ToLowerInvariant()));
}
