namespace AutopilotReset.Simulator.Fleet;

/// <summary>A person in the directory.</summary>
public sealed class PracticeUser
{
    public required string Id { get; init; }
    public required string DisplayName { get; set; }
    public required string UserPrincipalName { get; set; }
    public string? Mail { get; set; }
    public string? JobTitle { get; set; }
    public string? Department { get; set; }
    public bool AccountEnabled { get; set; } = true;
    public string UserType { get; set; } = "Member";
}
