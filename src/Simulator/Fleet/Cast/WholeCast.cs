namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>All members, in list order.</summary>
internal static class WholeCast
{
    public static readonly IReadOnlyList<CastMember> Members =
    [
        .. BehavingCast.Members, .. JoinCast.Members, .. ManagementCast.Members,
        .. HardwareCast.Members, .. AgeCast.Members, .. NameCast.Members, .. PeopleCast.Members,
    ];

    public static List<PracticeDevice> Make(DeviceMaker maker, CastPeople people)
    {
        var devices = new List<PracticeDevice>(Members.Count);
        foreach (var member in Members)
        {
            var device = maker.Laptop(member.Key, devices.Count, people.People[devices.Count % people.People.Count]);
            device.Role = member.Role;
            member.Shape?.Invoke(device, maker, people);
            if (device.Autopilot is { } autopilot && device.Intune is null) autopilot.ManagedDeviceId = DeviceSteps.NoId;
            devices.Add(device);
        }
        Twins.Pair(devices);
        return devices;
    }
}
