namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>Gives pairs what they share.</summary>
internal static class Twins
{
    public static void Pair(List<PracticeDevice> devices)
    {
        ShareTag(devices, "NB-TWIN-ZTD", "[ZTDID]");
        ShareTag(devices, "NB-TWIN-HW", "[HWID]");
        Shapes.Serial(Get(devices, "NB-DUP-SERIAL-B"), Get(devices, "NB-DUP-SERIAL-A").Intune!.SerialNumber);
        Shapes.Named(Get(devices, "NB-SAME-NAME#2"), "NB-SAME-NAME");
    }

    private static void ShareTag(List<PracticeDevice> devices, string key, string tag)
    {
        var own = Get(devices, key).Entra!.PhysicalIds.Find(p => p.StartsWith(tag, StringComparison.Ordinal))!;
        var other = Get(devices, key + "#2").Entra!.PhysicalIds;
        other.RemoveAll(p => p.StartsWith(tag, StringComparison.Ordinal));
        other.Add(own);
    }

    private static PracticeDevice Get(List<PracticeDevice> devices, string key) => devices.Find(d => d.Key == key)!;
}
