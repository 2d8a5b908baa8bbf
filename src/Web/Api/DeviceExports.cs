using System.Globalization;
using System.Runtime.CompilerServices;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Api.Csv;
using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Api;

/// <summary>The devices list as a file: everything that the page's filter matches, in the page's order, with every column.</summary>
internal static class DeviceExports
{
    private const int PageSize = 1_000;

    private static readonly string[] Header =
    [
        "Device", "Serial", "Verdict", "Reasons", "Alternatives", "Armed since (UTC)", "Primary user", "Last check-in (UTC)", "Join type", "Owner type", "Model", "OS build",
        "Autopilot", "Group tag", "Enrolment profile", "Managed by", "Encrypted", "Free disk (GB)", "Gone at the last full read", "Record (i- Intune, e- Entra, a- Autopilot)",
    ];

    public static IResult ToCsv(IDeviceCatalogue catalogue, Admin admin, DeviceQuery query, DateTimeOffset now, CancellationToken stop) =>
        new CsvDownload(Download.FileName("devices", now, "csv"), Header, Rows(catalogue, admin, query, stop));

    /// <exception cref="InvalidOperationException">The inventory changed underneath: pages of two inventories would miss devices and repeat others.</exception>
    private static async IAsyncEnumerable<string?[]> Rows(IDeviceCatalogue catalogue, Admin admin, DeviceQuery query, [EnumeratorCancellation] CancellationToken stop)
    {
        int? total = null;
        for (var skip = 0; ; skip += PageSize)
        {
            var page = await catalogue.FindAsync(admin, query, skip, PageSize, stop);
            if ((total ??= page.Total) != page.Total)
                throw new InvalidOperationException($"{total} devices matched when the export began and {page.Total} now. Export again.");
            foreach (var row in page.Rows)
                yield return Cells(row);
            if (page.Rows.Count == 0 || skip + page.Rows.Count >= page.Total)
                yield break;
        }
    }

    private static string?[] Cells(DeviceRow r) =>
    [
        r.Name, r.Serial, Words.Of(r.Verdict, OrderKind.AutopilotReset, chosen: false),
        string.Join(" · ", r.Reasons.Select(reason => reason.Text)),
        string.Join(" · ", r.Reasons.Select(reason => Words.Of(reason.Alternative)).Where(a => a is not null).Distinct(StringComparer.Ordinal)),
        Cell.Time(r.ArmedSince), r.User, Cell.Time(r.LastCheckIn), r.JoinType, r.OwnerType, r.Model, r.OsVersion,
        r.Autopilot ? "yes" : "no", r.GroupTag, r.EnrollmentProfile, r.ManagedBy,
        r.Encrypted switch { true => "yes", false => "no", _ => null },
        r.FreeStorageBytes is { } free ? (free / 1e9).ToString("0", CultureInfo.InvariantCulture) : null,
        r.Missing ? "yes" : "no", r.Key,
    ];
}
