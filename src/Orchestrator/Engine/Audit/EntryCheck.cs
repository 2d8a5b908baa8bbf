using System.Globalization;
using System.Text.Json;
using AutopilotReset.Engine.Data;

namespace AutopilotReset.Engine.Audit;

/// <summary>What is wrong with one entry: its place, its hash, or a searchable copy that says something else than the hashed bytes.</summary>
internal static class EntryCheck
{
    /// <summary>The first thing that is wrong, or <c>null</c>.</summary>
    public static string? Problem(AuditEntry entry, long expected, byte[] previous)
    {
        if (entry.Seq != expected)
            return $"it is missing; the next one found is {entry.Seq}.";
        return entry.Hash.AsSpan().SequenceEqual(AuditChain.Link(previous, entry.Bytes))
            ? ContentProblem(entry)
            : "its hash does not follow from its bytes and the entry before it: one of them was changed or moved.";
    }

    private static string? ContentProblem(AuditEntry entry)
    {
        try
        {
            using var json = JsonDocument.Parse(entry.Bytes);
            return json.RootElement.GetProperty("schemaVersion").GetInt32() == AuditChain.SchemaVersion
                ? CopyProblem(entry, json.RootElement)
                : "its schema version is unknown to this version of the console.";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return "its bytes are not an audit entry.";
        }
    }

    private static string? CopyProblem(AuditEntry entry, JsonElement json)
    {
        var actor = json.GetProperty("actor");
        var subject = json.GetProperty("subject");
        (string Column, string? Copy, string? Original)[] copies =
        [
            ("Seq", entry.Seq.ToString(CultureInfo.InvariantCulture), json.GetProperty("seq").GetInt64().ToString(CultureInfo.InvariantCulture)),
            ("Tenant", entry.Tenant, Text(json, "tenant")),
            ("At", entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture), Text(json, "at")?.Replace("Z", "0000", StringComparison.Ordinal)),
            ("Type", entry.Type, Text(json, "type")),
            ("ActorId", entry.ActorId, Text(actor, "oid")),
            ("ActorName", entry.ActorName, Text(actor, "name")),
            ("BatchId", entry.BatchId?.ToString(), Text(subject, "batchId")),
            ("RequestId", entry.RequestId?.ToString(), Text(subject, "requestId")),
            ("ManagedDeviceId", entry.ManagedDeviceId, Text(subject, "managedDeviceId")),
            ("EntraDeviceId", entry.EntraDeviceId, Text(subject, "entraDeviceId")),
            ("DeviceName", entry.DeviceName, Text(subject, "deviceName")),
            ("Text", entry.Text, Text(json, "text")),
        ];
        return copies.FirstOrDefault(c => !string.Equals(c.Copy, c.Original, StringComparison.Ordinal)) is { Column: not null } wrong
            ? $"column {wrong.Column} says \"{PlainText.Line(wrong.Copy)}\" where the hashed bytes say \"{PlainText.Line(wrong.Original)}\"."
            : null;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
