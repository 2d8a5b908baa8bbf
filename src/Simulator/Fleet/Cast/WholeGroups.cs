namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>The tenant's groups.</summary>
internal static class WholeGroups
{
    public static List<PracticeGroup> Make(int seed, List<PracticeDevice> devices, List<PracticeUser> people)
    {
        var room = Group(seed, "Classroom 3B", "Twelve ordinary laptops and two of the cast",
            [.. Keys(devices, "NB-CLEAN-01", "NB-CLEAN-02"), .. devices.Where(d => d.Key.StartsWith("LT-", StringComparison.Ordinal)).Take(12)]);
        var mixed = Group(seed, "Mixed bag", "Ready, hybrid, personal, unmanaged, stale: a selection with every kind of verdict",
            Keys(devices, "NB-CLEAN-03", "NB-CLEAN-04", "NB-HYBRID-01", "NB-HYBRID-02", "NB-PERSONAL", "NB-ENTRA-ONLY", "NB-STALE-20", "KIOSK-01", "NB-COMANAGED"));
        var school = Group(seed, "School 3", "Holds the group Classroom 3B and three people", Keys(devices, "NB-CLEAN-05"));
        school.GroupIds.Add(room.Id);
        school.UserIds.AddRange(people.Take(3).Select(u => u.Id));
        var all = Group(seed, "All Windows devices", "Every device object with Windows",
            [.. devices.Where(d => d.Entra?.OperatingSystem == "Windows")]);
        return
        [
            room, mixed, school, all,
            Group(seed, "Hybrid laptops", "Hybrid joined devices", [.. devices.Where(d => d.Entra?.TrustType == "ServerAd")]),
            Group(seed, "Never reset", "For the protected list", Keys(devices, "NB-VIP")),
            Group(seed, "Empty group", "Nothing in it", []),
            Group(seed, "Hostile <b onmouseover=alert(1)>\u202Egroup\u200B", "=1+1 <script>alert(1)</script>", Keys(devices, "NAME-HTML")),
        ];
    }

    private static List<PracticeDevice> Keys(List<PracticeDevice> devices, params string[] keys) => [.. devices.Where(d => keys.Contains(d.Key))];

    private static PracticeGroup Group(int seed, string name, string description, IReadOnlyList<PracticeDevice> members) => new()
    {
        Id = Ids.For(seed, "group", name),
        DisplayName = name,
        Description = description,
        DeviceObjectIds = [.. members.Where(d => d.Entra is not null).Select(d => d.Entra!.Id)],
    };
}
