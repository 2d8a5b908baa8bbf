using AutopilotReset.Engine.Graph;

namespace AutopilotReset.Engine.Tracking.Sweeps;

/// <summary>
/// What the list showed of each device the last time, in 32 bytes each: what it shows again costs no query. Only a saving: whoever starts with an empty one
/// asks the rows once more. Used by one sweep at a time.
/// </summary>
internal sealed class SweepMemory
{
    /// <summary>Beyond so many devices it begins anew.</summary>
    private const int Most = 2_000_000;

    private readonly Dictionary<Guid, Listed> _devices = [];

    /// <summary>Not shown like this before.</summary>
    public bool IsNews(ListedDevice device) => !Guid.TryParse(device.ManagedDeviceId, out var id) || !_devices.TryGetValue(id, out var was) || was != Listed.Of(device);

    /// <summary>Shown before, with another enrolling user. The rows do not have it, so only this tells.</summary>
    public bool UserChanged(ListedDevice device) =>
        Guid.TryParse(device.ManagedDeviceId, out var id) && _devices.TryGetValue(id, out var was) && was.User != Listed.Of(device).User;

    /// <summary>Call it once whatever follows from the news is in the rows.</summary>
    public void Remember(IEnumerable<ListedDevice> devices)
    {
        if (_devices.Count > Most)
            _devices.Clear();
        foreach (var device in devices)
        {
            if (Guid.TryParse(device.ManagedDeviceId, out var id))
                _devices[id] = Listed.Of(device);
        }
    }

    private readonly record struct Listed(int User, int Rest)
    {
        public static Listed Of(ListedDevice device)
        {
            var rest = new HashCode();
            rest.Add(device.LastCheckIn);
            rest.Add(device.EnrolledAt);
            rest.Add(device.ManagementState);
            foreach (var result in device.ActionResults)
                rest.Add(result);
            return new(device.UserId.GetHashCode(StringComparison.Ordinal), rest.ToHashCode());
        }
    }
}
