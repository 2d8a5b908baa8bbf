namespace AutopilotReset.Simulator.Fleet;

/// <summary>The fleet's content and the ways to find something in it.</summary>
internal sealed class FleetIndex
{
    private readonly Dictionary<string, PracticeDevice> _byIntuneId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PracticeDevice> _byEntraId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PracticeDevice> _byEntraDeviceId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PracticeDevice> _byAutopilotId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PracticeDevice> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<PracticeDevice>> _byEntraName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<PracticeDevice>> _byPhysicalId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PracticeUser> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PracticeGroup> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PracticeUser> _userList = [];
    private readonly SerialText _autopilotSerials = new();

    public FleetIndex(FleetContent content)
    {
        Devices = content.Devices;
        Groups = content.Groups;
        foreach (var user in content.Users) Add(user);
        foreach (var group in Groups) _groups[group.Id] = group;
        foreach (var device in Devices) Update(device);
    }

    public IReadOnlyList<PracticeDevice> Devices { get; }
    public IReadOnlyList<PracticeGroup> Groups { get; }
    public IReadOnlyList<PracticeUser> Users => _userList;

    public void Add(PracticeUser user)
    {
        if (_users.TryAdd(user.Id, user)) _userList.Add(user);
        _users[user.UserPrincipalName] = user;
    }

    public void Remove(PracticeUser user)
    {
        _users.Remove(user.Id);
        _users.Remove(user.UserPrincipalName);
        _userList.Remove(user);
    }

    public void Update(PracticeDevice device)
    {
        _byKey[device.Key] = device;
        if (device.Intune is { } intune) _byIntuneId[intune.Id] = device;
        if (device.Entra is { } entra)
        {
            _byEntraId[entra.Id] = device;
            _byEntraDeviceId[entra.DeviceId] = device;
            Put(_byEntraName, entra.DisplayName, device);
            foreach (var id in entra.PhysicalIds) Put(_byPhysicalId, id, device);
        }
        if (device.Autopilot is { } autopilot)
        {
            _byAutopilotId[autopilot.Id] = device;
            _autopilotSerials.Put(device, autopilot.SerialNumber);
        }
    }

    public void Forget(string intuneId) => _byIntuneId.Remove(intuneId);

    public PracticeDevice? ByIntuneId(string id) =>
        _byIntuneId.TryGetValue(id, out var d) && string.Equals(d.Intune?.Id, id, StringComparison.OrdinalIgnoreCase) ? d : null;

    public PracticeDevice? ByEntraId(string id) => _byEntraId.TryGetValue(id, out var d) && d.Entra is not null ? d : null;

    public PracticeDevice? ByEntraDeviceId(string id) => _byEntraDeviceId.TryGetValue(id, out var d) && d.Entra is not null ? d : null;

    public PracticeDevice? ByAutopilotId(string id) => _byAutopilotId.TryGetValue(id, out var d) && d.Autopilot is not null ? d : null;

    /// <summary>Devices that have, or once had, this text in an Entra property; null where that property is not indexed. Whoever asks tests them again.</summary>
    public IReadOnlyList<PracticeDevice>? Candidates(string property, string value) => property.ToUpperInvariant() switch
    {
        "DISPLAYNAME" => _byEntraName.GetValueOrDefault(value, []),
        "PHYSICALIDS" => _byPhysicalId.GetValueOrDefault(value, []),
        _ => null,
    };

    /// <summary>Devices with an Autopilot identity whose serial number has, or once had, this in it, in list order. Whoever asks tests them again.</summary>
    public IReadOnlyList<PracticeDevice> ByAutopilotSerial(string part) => _autopilotSerials.With(part);

    public PracticeGroup? Group(string id) => _groups.GetValueOrDefault(id);

    public PracticeUser? FindUser(string idOrName) => _users.GetValueOrDefault(idOrName);

    public PracticeDevice? Find(string nameOrId) =>
        _byKey.GetValueOrDefault(nameOrId) ?? ByIntuneId(nameOrId) ?? ByEntraId(nameOrId) ?? ByEntraDeviceId(nameOrId) ?? ByAutopilotId(nameOrId)
        ?? Devices.FirstOrDefault(d => Same(d.Intune?.DeviceName, nameOrId) || Same(d.Entra?.DisplayName, nameOrId))
        ?? Devices.FirstOrDefault(d => Same(d.Intune?.SerialNumber, nameOrId) || Same(d.Autopilot?.SerialNumber, nameOrId));

    private static void Put(Dictionary<string, List<PracticeDevice>> map, string key, PracticeDevice device)
    {
        if (!map.TryGetValue(key, out var devices)) map[key] = devices = [];
        if (devices.Contains(device)) return;
        devices.Add(device);
        devices.Sort((a, b) => a.Index.CompareTo(b.Index));
    }

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
