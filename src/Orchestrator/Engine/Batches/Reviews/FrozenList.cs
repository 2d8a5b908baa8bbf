using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>What a confirmation confirms, as one hash: kind, every confirmed identity and every release, in an order that does not depend on reading.</summary>
internal static class FrozenList
{
    private static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    /// <summary>SHA-256, lower-case hex.</summary>
    public static string Hash(OrderKind kind, IEnumerable<ReviewDeviceRow> devices) => Hash(kind, devices.Where(IsConfirmable).Select(LineOf));

    /// <summary>The same, of the lines of the devices that will be sent.</summary>
    public static string Hash(OrderKind kind, IEnumerable<byte[]> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(kind.ToString()));
        foreach (var line in lines.Order(ByBytes))
            hash.AppendData(line);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 of a device's identity and release.</summary>
    public static byte[] LineOf(ReviewDeviceRow device) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new Line(ConfirmedIdentity.From(device.Facts!), device.ReleasedBecause), JsonSerializerOptions.Web));

    /// <summary>Will be sent, and holds all that a confirmed identity needs.</summary>
    public static bool IsConfirmable(ReviewDeviceRow device) =>
        device is { WillBeSent: true, Facts: { ManagedDeviceId: not null, EntraDeviceId: not null, Holders: not null } };

    private sealed record Line(ConfirmedIdentity Identity, string? Released);
}
