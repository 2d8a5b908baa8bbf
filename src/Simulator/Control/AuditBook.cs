using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Graph;

namespace AutopilotReset.Simulator.Control;

/// <summary>One entry of Intune's own audit (graph.md §11).</summary>
internal sealed record AuditEntry(
    string Id, DateTimeOffset Time, string ActivityType, string ActorName, string? ActorId, string? AppId, string ResourceId, string DeviceName, string? AzureADDeviceId, string CorrelationId);

/// <summary>Intune's audit events, newest last.</summary>
internal sealed class AuditBook
{
    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _entries = [];

    /// <summary>Called with each new entry; the journal writes it down.</summary>
    public Action<AuditEntry>? Changed { get; set; }

    public IReadOnlyList<AuditEntry> NewestFirst
    {
        get
        {
            lock (_gate) return [.. Enumerable.Reverse(_entries)];
        }
    }

    public void Wiped(GraphCall call, PracticeDevice device, IntuneRecord record)
    {
        var entry = new AuditEntry(
            $"{Guid.CreateVersion7(call.Now):D}", call.Now, "wipe ManagedDevice",
            call.Caller!.Persona?.UserPrincipalName ?? "Autopilot Reset console", call.Caller.Persona?.ObjectId, call.Caller.AppId,
            record.Id, record.DeviceName, device.Entra?.DeviceId ?? record.AzureADDeviceId, call.RequestId);
        Add(entry);
        Changed?.Invoke(entry);
    }

    public void Add(AuditEntry entry)
    {
        lock (_gate) _entries.Add(entry);
    }
}
