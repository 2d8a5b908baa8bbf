namespace AutopilotReset.Engine.Guards;

/// <summary>Devices that were members of a protected or held group when it was last read.</summary>
public sealed class GroupMembersRow
{
    public required string Tenant { get; init; }

    /// <summary>Entra group id, lower-case.</summary>
    public required string GroupId { get; init; }

    /// <summary>Entra device ids (<c>device.deviceId</c>), lower-case.</summary>
    public IReadOnlyList<string> DeviceIds { get; set; } = [];

    public DateTimeOffset ReadAt { get; set; }
}
