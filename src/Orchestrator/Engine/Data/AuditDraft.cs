using AutopilotReset.Engine.Identity;

namespace AutopilotReset.Engine.Data;

/// <summary>An audit entry before it has its number and hash.</summary>
/// <param name="Type">One of <see cref="Shared.Audit.AuditEvents"/>.</param>
/// <param name="Actor"><c>null</c> for the system itself.</param>
/// <param name="Text">The entry in one sentence.</param>
/// <param name="Payload">Further facts by name. Values are strings, so that the bytes are the same on every platform.</param>
public sealed record AuditDraft(string Type, Account? Actor, string Text, IReadOnlyDictionary<string, string?>? Payload = null)
{
    public Guid? BatchId { get; init; }
    public Guid? RequestId { get; init; }
    public string? ManagedDeviceId { get; init; }
    public string? EntraDeviceId { get; init; }
    public string? DeviceName { get; init; }
    public string? Serial { get; init; }

    /// <summary>A draft about one device of a batch.</summary>
    public static AuditDraft About(DeviceRequest request, string type, Account? actor, string text, IReadOnlyDictionary<string, string?>? payload = null) =>
        new(type, actor, text, payload)
        {
            BatchId = request.BatchId,
            RequestId = request.Id,
            ManagedDeviceId = request.ManagedDeviceId,
            EntraDeviceId = request.EntraDeviceId,
            DeviceName = request.Name,
            Serial = request.Serial,
        };
}
