using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// Appends to the tenant's hash chain (design.md, Audit). Must run inside the write transaction of the change it describes:
/// the head's row is then the lock, so numbers have no gaps and state and audit commit together.
/// </summary>
public static class AuditChain
{
    /// <summary>Version of the canonical JSON's shape.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Hash before the first entry: 32 zero bytes.</summary>
    public static byte[] Genesis { get; } = new byte[SHA256.HashSizeInBytes];

    public static async Task AppendAsync(ConsoleDbContext db, string tenant, DateTimeOffset at, IEnumerable<AuditDraft> drafts, CancellationToken stop)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("An audit entry is written in the transaction of what it describes.");

        // Find looks among what is tracked first; Local would compare every tracked row anew at each entry.
        var head = await db.AuditHeads.FindAsync([tenant], stop);
        if (head is null)
            db.AuditHeads.Add(head = new AuditHead { Tenant = tenant, Hash = Genesis });

        foreach (var draft in drafts)
        {
            var seq = head.Seq + 1;
            var milliseconds = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
            var bytes = Canonical(draft, tenant, seq, milliseconds);
            var hash = Link(head.Hash, bytes);
            db.AuditEntries.Add(new AuditEntry
            {
                Tenant = tenant,
                Seq = seq,
                At = milliseconds,
                Type = draft.Type,
                ActorId = draft.Actor?.ObjectId ?? "system",
                ActorName = draft.Actor?.Name ?? "system",
                BatchId = draft.BatchId,
                RequestId = draft.RequestId,
                ManagedDeviceId = draft.ManagedDeviceId,
                EntraDeviceId = draft.EntraDeviceId,
                DeviceName = draft.DeviceName,
                Text = draft.Text,
                Bytes = bytes,
                Hash = hash,
            });
            if (Notices.Of(draft, tenant, milliseconds) is { } notice)
            {
                db.Add(notice);
                db.Announce(ChangeKind.Notice);
            }

            head.Seq = seq;
            head.Hash = hash;
        }
    }

    /// <summary>SHA-256 over the previous hash and the entry's bytes.</summary>
    public static byte[] Link(byte[] previous, byte[] bytes) => SHA256.HashData([.. previous, .. bytes]);

    /// <summary>The entry's bytes: properties in a fixed order, payload names in ordinal order, non-ASCII escaped.</summary>
    public static byte[] Canonical(AuditDraft draft, string tenant, long seq, DateTimeOffset at)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteNumber("seq", seq);
            json.WriteString("tenant", tenant);
            json.WriteString("at", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("type", draft.Type);
            json.WriteStartObject("actor");
            json.WriteString("oid", draft.Actor?.ObjectId ?? "system");
            json.WriteString("tid", draft.Actor?.TenantId);
            json.WriteString("name", draft.Actor?.Name ?? "system");
            json.WriteString("upn", draft.Actor?.UserPrincipalName);
            json.WriteEndObject();
            json.WriteStartObject("subject");
            json.WriteString("batchId", draft.BatchId?.ToString());
            json.WriteString("requestId", draft.RequestId?.ToString());
            json.WriteString("managedDeviceId", draft.ManagedDeviceId);
            json.WriteString("entraDeviceId", draft.EntraDeviceId);
            json.WriteString("deviceName", draft.DeviceName);
            json.WriteString("serial", draft.Serial);
            json.WriteEndObject();
            json.WriteString("text", draft.Text);
            json.WriteStartObject("payload");
            foreach (var (name, value) in (draft.Payload ?? new Dictionary<string, string?>()).OrderBy(p => p.Key, StringComparer.Ordinal))
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
