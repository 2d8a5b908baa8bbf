using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Simulator.Control;

/// <summary>What other people do in the tenant with other tools: Intune's own portal, a script.</summary>
public sealed class Elsewhere
{
    private const string Actor = "0e15e000-0000-4000-8000-000000000001";
    private const string App = "0e15e000-0000-4000-8000-0000000000aa";

    private readonly FleetStore _fleet;
    private readonly AuditBook _audit;

    internal Elsewhere(FleetStore fleet, AuditBook audit) => (_fleet, _audit) = (fleet, audit);

    /// <summary>Intune takes a wipe of each from somebody else: pending, and in Intune's audit.</summary>
    /// <param name="by">User principal name.</param>
    /// <param name="devices">Keys, names, serials or ids.</param>
    /// <exception cref="KeyNotFoundException">One is not in Intune; none is wiped then.</exception>
    public void Wipe(string by, IReadOnlyCollection<string> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        _fleet.Change(view =>
        {
            var found = devices.Select(d => view.Find(d) is { Intune: not null } device ? device : throw new KeyNotFoundException($"No device of Intune is called '{d}'.")).ToList();
            foreach (var device in found)
                Take(view, device, by);
        });
    }

    private void Take(FleetView view, PracticeDevice device, string by)
    {
        var record = device.Intune!;
        record.ManagementState = "wipePending";
        record.ActionResults.Add(new ActionResult { ActionName = "factoryReset", ActionState = "pending", StartDateTime = view.Now, LastUpdatedDateTime = view.Now });
        view.Touch(device);
        var entry = new AuditEntry(
            $"{Guid.CreateVersion7(view.Now):D}", view.Now, "wipe ManagedDevice", by, Actor, App, record.Id, record.DeviceName, device.Entra?.DeviceId ?? record.AzureADDeviceId, $"{Guid.CreateVersion7(view.Now):D}");
        _audit.Add(entry);
        _audit.Changed?.Invoke(entry);
    }

    internal IEnumerable<(string, Func<ControlCall, object?>)> Routes =>
    [
        ("POST /elsewhere/wipes", call =>
        {
            var wanted = call.Read<Wanted>();
            Wipe(wanted.By, wanted.Devices);
            return null;
        }),
    ];

    private sealed record Wanted
    {
        public string By { get; init; } = "mallory@elsewhere.example";
        public IReadOnlyList<string> Devices { get; init; } = [];
    }
}
