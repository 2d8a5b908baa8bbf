namespace AutopilotReset.Shared.Sites;

/// <summary>What tells a device's site.</summary>
/// <param name="Name">Its name.</param>
/// <param name="GroupTag">Its Autopilot group tag.</param>
/// <param name="EntraDeviceId">Its Entra device id.</param>
public readonly record struct SiteTraits(string Name, string? GroupTag, string? EntraDeviceId);

/// <summary>The devices of the Entra groups that tell a cap's sites, as they were read to their end. A device in several belongs to the first in the cap's order.</summary>
public sealed class SiteMembers
{
    private readonly IReadOnlyList<string> _groups;
    private readonly Dictionary<string, string> _siteOf = new(StringComparer.OrdinalIgnoreCase);

    private SiteMembers(IReadOnlyList<string> groups) => _groups = groups;

    /// <summary>For a cap whose sites are told otherwise.</summary>
    public static SiteMembers None { get; } = new([]);

    /// <param name="groups">Every group of the cap in its order, with the Entra device ids of its members.</param>
    public static SiteMembers Of(IReadOnlyList<(string GroupId, IReadOnlyCollection<string> DeviceIds)> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var members = new SiteMembers([.. groups.Select(g => g.GroupId)]);
        foreach (var (group, devices) in groups)
        {
            foreach (var device in devices)
                members._siteOf.TryAdd(device, group);
        }

        return members;
    }

    /// <summary>They were read for these groups, in this order.</summary>
    public bool AreOf(SiteCap cap) => cap is not null && cap.Groups.Select(g => g.Id).SequenceEqual(_groups, StringComparer.Ordinal);

    /// <summary>The id of its group; <see cref="SiteKeys.None"/>: it is in none.</summary>
    public string SiteOf(string? entraDeviceId) => entraDeviceId is null ? SiteKeys.None : _siteOf.GetValueOrDefault(entraDeviceId, SiteKeys.None);
}
