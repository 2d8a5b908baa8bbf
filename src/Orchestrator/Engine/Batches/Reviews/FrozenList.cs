using System.Security.Cryptography;
using System.Text.Json;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>What a confirmation confirms, as one hash: kind, every confirmed identity and every release, in an order that does not depend on reading.</summary>
internal static class FrozenList
{
    /// <summary>SHA-256, lower-case hex.</summary>
    public static string Hash(OrderKind kind, IEnumerable<ReviewDeviceRow> devices)
    {
        var lines = devices
            .Where(IsConfirmable)
            .Select(d => new Line(ConfirmedIdentity.From(d.Facts!), d.ReleasedBecause))
            .OrderBy(l => l.Identity.ManagedDeviceId, StringComparer.Ordinal);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new { Kind = kind.ToString(), Devices = lines }, JsonSerializerOptions.Web);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <summary>Will be sent, and holds all that a confirmed identity needs.</summary>
    public static bool IsConfirmable(ReviewDeviceRow device) =>
        device is { WillBeSent: true, Facts: { ManagedDeviceId: not null, EntraDeviceId: not null, Holders: not null } };

    private sealed record Line(ConfirmedIdentity Identity, string? Released);
}
