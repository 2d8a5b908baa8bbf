using AutopilotReset.Shared.Console;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>A column of the devices grid. The name always leads and is not among them.</summary>
/// <param name="Id">As it stands in the address.</param>
/// <param name="Sort">How the catalogue orders by it; <c>null</c> where it cannot.</param>
/// <param name="Usual">Shown unless somebody chose otherwise.</param>
public sealed record DeviceColumn(string Id, string Title, DeviceSort? Sort, bool Usual)
{
    public static IReadOnlyList<DeviceColumn> All { get; } =
    [
        new("verdict", "Verdict", DeviceSort.Verdict, true),
        new("why", "Why", null, true),
        new("serial", "Serial", DeviceSort.Serial, true),
        new("user", "Primary user", DeviceSort.User, true),
        new("checkin", "Last check-in", DeviceSort.LastCheckIn, true),
        new("join", "Join type", null, true),
        new("model", "Model", DeviceSort.Model, true),
        new("os", "OS build", DeviceSort.OsVersion, true),
        new("owner", "Owner type", null, false),
        new("autopilot", "Autopilot", null, false),
        new("tag", "Group tag", null, false),
        new("profile", "Enrolment profile", null, false),
        new("managed", "Managed by", null, false),
        new("encrypted", "Encryption", null, false),
        new("disk", "Free disk", null, false),
    ];

    public static IReadOnlyList<DeviceColumn> UsualOnes { get; } = [.. All.Where(c => c.Usual)];

    /// <summary>Reads ids between commas; unknown ones are left out, and none at all means the usual ones.</summary>
    public static IReadOnlyList<DeviceColumn> Parse(string? ids)
    {
        if (ids is null)
            return UsualOnes;
        var wanted = ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var columns = All.Where(c => wanted.Contains(c.Id, StringComparer.OrdinalIgnoreCase)).ToList();
        return columns.Count == 0 ? UsualOnes : columns;
    }

    /// <summary><c>null</c> for the usual ones.</summary>
    public static string? Format(IReadOnlyList<DeviceColumn> columns) =>
        columns.SequenceEqual(UsualOnes) ? null : string.Join(',', columns.Select(c => c.Id));
}
