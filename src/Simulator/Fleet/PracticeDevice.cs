using System.Text.Json.Serialization;

namespace AutopilotReset.Simulator.Fleet;

/// <summary>One machine, with up to three records about it: Intune's, Entra's and Autopilot's.</summary>
public sealed class PracticeDevice
{
    /// <summary>Name at birth; never changes, so that tests find a renamed device.</summary>
    public required string Key { get; init; }
    /// <summary>Place in the fleet, which is the order of list pages.</summary>
    public required int Index { get; init; }
    /// <summary>What a member of the cast is there for; null for ordinary devices.</summary>
    public string? Role { get; set; }
    /// <summary>How it answers orders: the name of a behaviour.</summary>
    public string Behaviour { get; set; } = "resets";
    /// <summary>Whether it checks in every eight hours while nothing else happens.</summary>
    public bool ChecksIn { get; set; } = true;
    /// <summary>Whether the surprise of its behaviour on a live read has happened.</summary>
    public bool Surprised { get; set; }
    public IntuneRecord? Intune { get; set; }
    public EntraObject? Entra { get; set; }
    public AutopilotIdentity? Autopilot { get; set; }
    /// <summary>What will happen to it, in any order.</summary>
    public List<TimelineStep> Timeline { get; set; } = [];

    /// <summary>Name to show in logs.</summary>
    [JsonIgnore]
    public string Name => Intune?.DeviceName ?? Entra?.DisplayName ?? Autopilot?.SerialNumber ?? Key;
}
