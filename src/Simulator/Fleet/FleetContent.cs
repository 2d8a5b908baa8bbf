namespace AutopilotReset.Simulator.Fleet;

/// <summary>What a generator or a saved state hands over.</summary>
internal sealed record FleetContent(List<PracticeDevice> Devices, List<PracticeUser> Users, List<PracticeGroup> Groups);
