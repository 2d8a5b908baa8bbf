using System.Security.Cryptography;
using System.Text;

namespace AutopilotReset.Simulator.Fleet;

/// <summary>Ids that a seed and a name decide, so that the same seed gives the same ids on every system.</summary>
internal static class Ids
{
    public static string For(int seed, string kind, string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{kind}/{name}"), hash);
        hash[7] = (byte)(hash[7] & 0x0F | 0x40);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16]).ToString("D");
    }

    /// <summary>A random source of its own for each device, so that the number of devices shifts nothing.</summary>
    public static Random RandomFor(int seed, string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/random/{name}"), hash);
        return new Random(BitConverter.ToInt32(hash));
    }
}
