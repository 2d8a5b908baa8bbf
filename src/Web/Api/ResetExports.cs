using System.Runtime.CompilerServices;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Api.Csv;
using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Api;

/// <summary>A review and the requests of a reset as files.</summary>
internal static class ResetExports
{
    private const int PageSize = 500;

    private static readonly string[] ReviewHeader =
        ["Device", "Serial", "Verdict", "Will be sent", "Released because", "Reasons", "Alternatives", "Could not be read", "Primary user", "Owner", "Last check-in (UTC)", "Intune id", "Entra device id"];

    private static readonly string[] RequestHeader =
        ["Device", "Serial", "Action", "State", "Evidence", "Reported by Intune only", "Last evidence (UTC)", "Accepted (UTC)", "Armed since (UTC)", "Proven (UTC)", "Changed (UTC)", "Ready from (UTC)", "Note", "Request id", "Reset id"];

    /// <summary>Page by page where it is a long one.</summary>
    public static IResult Review(IResetDesk desk, IDeviceCatalogue catalogue, Admin admin, Review review, DateTimeOffset now, CancellationToken stop) =>
        new CsvDownload(Download.FileName("review", now, "csv"), ReviewHeader, ReviewRows(desk, catalogue, admin, review, stop));

    /// <summary>Everything the query matches, page by page, so that a large reset is never held in memory.</summary>
    public static IResult Requests(IResetDesk desk, Admin admin, RequestQuery query, DateTimeOffset now, CancellationToken stop) =>
        new CsvDownload(Download.FileName("reset", now, "csv"), RequestHeader, RequestRows(desk, admin, query, stop));

    private static async IAsyncEnumerable<string?[]> ReviewRows(IResetDesk desk, IDeviceCatalogue catalogue, Admin admin, Review review, [EnumeratorCancellation] CancellationToken stop)
    {
        var devices = review.Devices;
        for (var skip = 0; devices.Count > 0 || (skip == 0 && review.Bulk is not null); skip += PageSize)
        {
            if (review.Bulk is not null)
                devices = await desk.GetReviewedAsync(admin, review.Id, new ReviewFilter(), skip, PageSize, stop);
            foreach (var device in devices)
                yield return ReviewCells(device, review.Kind);
            if (review.Bulk is null)
                break;
        }

        var problems = review.Problems;
        for (var shown = 0; problems.Count > 0; problems = shown < review.ProblemTotal ? await catalogue.GetProblemsAsync(admin, review.SelectionId, shown, PageSize, stop) : [])
        {
            shown += problems.Count;
            foreach (var problem in problems)
                yield return ProblemCells(problem);
        }
    }

    private static string?[] ReviewCells(ReviewedDevice d, OrderKind kind) =>
    [
        d.Name, d.Serial, Words.Of(d.Judgement.Verdict, kind), d.WillBeSent ? "yes" : "no", d.ReleasedBecause,
        string.Join(" · ", d.Judgement.Reasons.Select(r => r.Text)),
        string.Join(" · ", d.Judgement.Reasons.Select(r => Words.Of(r.Alternative)).Where(a => a is not null).Distinct(StringComparer.Ordinal)),
        d.Error, d.Facts?.Holders?.PrimaryUser?.Label, d.Facts?.Holders?.Owner?.Label, Cell.Time(d.Facts?.LastCheckIn),
        d.Facts?.ManagedDeviceId, d.Facts?.EntraDeviceId,
    ];

    // A line that pointed at no single device is part of what was asked for, and so of the review.
    private static string?[] ProblemCells(SelectionProblem problem) =>
    [
        problem.Text, null, "Not chosen", "no", null, problem.Why, null, null, null, null, null, null, null,
    ];

    private static async IAsyncEnumerable<string?[]> RequestRows(IResetDesk desk, Admin admin, RequestQuery query, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var skip = 0; ; skip += PageSize)
        {
            var page = await desk.GetRequestsAsync(admin, query, skip, PageSize, stop);
            foreach (var row in page.Rows)
                yield return RequestCells(row);
            if (page.Rows.Count == 0 || skip + page.Rows.Count >= page.Total)
                yield break;
        }
    }

    private static string?[] RequestCells(RequestRow r) =>
    [
        r.Name, r.Serial, Words.Of(r.Kind), Words.Of(r.State), Words.Of(r.Grade), r.ReportedOnly ? "yes" : "no",
        Cell.Time(r.LastEvidenceAt), Cell.Time(r.AcceptedAt), Cell.Time(r.ArmedSince), Cell.Time(r.ProvenAt), Cell.Time(r.ChangedAt), Cell.Time(r.ReadyFrom),
        r.Note, r.Id.ToString("D"), r.BatchId.ToString("D"),
    ];
}
