using System.Text.Json;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Audit;

/// <summary>Audit entries as the console shows them.</summary>
internal static class AuditRows
{
    public static AuditRow Shown(AuditEntry entry) => new(
        entry.Seq, entry.At, entry.Type, entry.ActorId, entry.ActorName, entry.DeviceName, entry.ManagedDeviceId ?? entry.EntraDeviceId,
        entry.BatchId, entry.RequestId, entry.Text, Payload(entry.Bytes), Convert.ToHexStringLower(entry.Hash));

    /// <summary>The payload as it stands in the bytes; an entry that is no JSON any more says so, verification says why.</summary>
    private static string Payload(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.TryGetProperty("payload", out var payload) ? payload.GetRawText() : "{}";
        }
        catch (JsonException)
        {
            return """{"unreadable":"the entry's bytes are no JSON"}""";
        }
    }
}
