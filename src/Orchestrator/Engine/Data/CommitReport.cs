using System.Text.Json;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// Tells telemetry what a transaction committed, read off the audit entries that it appended: nothing is measured that was rolled back, and nobody who changes
/// a state has to think of it.
/// </summary>
internal static class CommitReport
{
    private static readonly string Proven = AuditEvents.For(Signal.Proven);
    private static readonly string RecordGone = AuditEvents.For(Signal.RecordGone);

    /// <summary>Call it after the commit. Never throws: what committed must not look as if it had not.</summary>
    public static void Committed(ConsoleDbContext db)
    {
        if (!OrderTraces.IsOn && !OrderInstruments.IsOn && !AuditInstruments.IsOn)
            return;
        try
        {
            var requests = db.ChangeTracker.Entries<DeviceRequest>().ToDictionary(r => r.Entity.Id, r => r.Entity);
            foreach (var entry in db.AuditEntries.Local.OrderBy(e => e.Seq))
                Report(entry, entry.RequestId is { } id ? requests.GetValueOrDefault(id) : null);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            TelemetryInstruments.Failed();
        }
    }

    private static void Report(AuditEntry entry, DeviceRequest? request)
    {
        AuditInstruments.Appended(entry.Type);
        var to = To(entry);
        OrderTraces.Committed(entry.Type, entry.RequestId, entry.BatchId, to, entry.At);
        if (entry.RequestId is null)
            return;
        OrderInstruments.Committed(entry.Type, to == nameof(DeviceState.Unknown));
        if ((entry.Type == Proven || entry.Type == RecordGone) && request is { AcceptedAt: { } accepted, ProvenAt: { } proven } && IsNow(proven, entry.At))
            OrderInstruments.Proven(request.Kind, proven - accepted);
    }

    /// <summary>Proven by this very entry and not by an earlier one; the audit keeps whole milliseconds.</summary>
    private static bool IsNow(DateTimeOffset proven, DateTimeOffset at) => (proven - at).Duration() < TimeSpan.FromMilliseconds(1);

    /// <summary>The state that the entry led to; <c>null</c> where it changed none.</summary>
    private static string? To(AuditEntry entry)
    {
        using var json = JsonDocument.Parse(entry.Bytes);
        return json.RootElement.TryGetProperty("payload", out var payload) && payload.TryGetProperty("to", out var to) ? to.GetString() : null;
    }
}
