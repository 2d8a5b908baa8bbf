namespace AutopilotReset.Simulator.Fleet;

/// <summary>A security group with devices, users and other groups in it.</summary>
public sealed class PracticeGroup
{
    public required string Id { get; init; }
    public required string DisplayName { get; set; }
    public string? Description { get; set; }
    /// <summary>Entra object ids of member devices.</summary>
    public List<string> DeviceObjectIds { get; set; } = [];
    public List<string> UserIds { get; set; } = [];
    /// <summary>Ids of groups inside this one.</summary>
    public List<string> GroupIds { get; set; } = [];
}
