using System.Collections.Frozen;

namespace AutopilotReset.Simulator.Fleet.Behaviours;

/// <summary>Every behaviour by name.</summary>
internal static class AllBehaviours
{
    public static readonly FrozenDictionary<string, Behaviour> ByName = new Behaviour[]
    {
        new Resets(), new ResetsAndEnrolsAnew(), new ReturnsAfterWipe(), new StaysShared(), new OfflineForDays(),
        new Drawer(), new WinReDisabled(), new LowBattery(), new NeverReports(), new NotSupported(),
        new DoneWithoutReset(), new ResetWithoutDone(), new ListsNothing(),
        new PrimaryUserLeftBehind(), new OwnerLeftBehind(), new SameUserBack(),
        new RenamedMeanwhile(), new ReassignedMeanwhile(), new ReplacedMeanwhile(),
    }.ToFrozenDictionary(b => b.Name, StringComparer.Ordinal);

    /// <summary>The behaviour a device has.</summary>
    /// <exception cref="InvalidOperationException">No behaviour has that name.</exception>
    public static Behaviour Of(PracticeDevice device) =>
        ByName.TryGetValue(device.Behaviour, out var behaviour)
            ? behaviour
            : throw new InvalidOperationException($"Device {device.Key} has the unknown behaviour '{device.Behaviour}'.");
}
