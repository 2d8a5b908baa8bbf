using System.Globalization;
using System.Text;
using CsvHelper;

namespace AutopilotReset.Web.Api.Csv;

/// <summary>
/// Streams rows as a CSV file (RFC 4180, UTF-8 with byte order mark, so that a spreadsheet reads every script), each cell made harmless.
/// A fault in the middle breaks the connection: a file that is cut short must not look whole.
/// </summary>
internal sealed class CsvDownload(string fileName, string[] header, IAsyncEnumerable<string?[]> rows) : IResult
{
    private const int RowsBetweenFlushes = 200;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        Download.SetHeaders(httpContext.Response, "text/csv; charset=utf-8", fileName);
        await WriteAsync(httpContext.Response.Body, httpContext.RequestAborted);
    }

    internal async Task WriteAsync(Stream body, CancellationToken stop)
    {
        // Every cell is quoted and made harmless by SpreadsheetText; CsvHelper's own escaping stays on behind it.
        var options = new CsvWriterOptions { Quoting = CsvQuoting.Always, Injection = CsvInjection.Escape, WriteByteOrderMark = true };
        await using var csv = CsvWriter.Create(body, options, leaveOpen: true);
        await csv.WriteRecordAsync(header, stop);
        var written = 0;
        await foreach (var row in rows.WithCancellation(stop))
        {
            await csv.WriteRecordAsync([.. row.Select(SpreadsheetText.Safe)], stop);
            if (++written % RowsBetweenFlushes == 0)
                await csv.FlushAsync(stop);
        }

        await csv.FlushAsync(stop);
    }
}

/// <summary>How values stand in an export: invariant, sortable, with the zone.</summary>
internal static class Cell
{
    public static string Time(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

internal static class Download
{
    /// <summary>Says that the answer is a file to be stored, and that nobody in between may keep it.</summary>
    public static void SetHeaders(HttpResponse response, string contentType, string fileName)
    {
        response.ContentType = contentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    /// <summary><c>audit-20260612T101500Z.csv</c>.</summary>
    public static string FileName(string what, DateTimeOffset now, string extension) =>
        new StringBuilder(what).Append('-').Append(now.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)).Append('.').Append(extension).ToString();
}
