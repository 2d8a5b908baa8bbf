namespace AutopilotReset.Shared.Schedules;

/// <summary>Time zones by their IANA names, the same on every system.</summary>
public static class Zones
{
    /// <summary>Names to choose from, as this machine knows them.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(Iana).OfType<string>().Append("UTC").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <returns><c>null</c> where this machine knows no zone of that IANA name.</returns>
    public static TimeZoneInfo? Find(string? iana) =>
        !string.IsNullOrWhiteSpace(iana) && TimeZoneInfo.TryFindSystemTimeZoneById(iana.Trim(), out var zone) && zone.HasIanaId ? zone : null;

    internal static string Unknown(string? zone) => $"There is no time zone \"{zone}\"; use an IANA name such as Europe/Berlin.";

    private static string? Iana(TimeZoneInfo zone) => zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : null;
}
