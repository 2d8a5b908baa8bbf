using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Api.Csv;

namespace AutopilotReset.Web.Api;

/// <summary>The audit as a file: everything that matches the query, oldest first.</summary>
internal static class AuditExport
{
    private static readonly string[] Header =
        ["Seq", "Time (UTC)", "Type", "Person", "Person id", "Device", "Device id", "Reset id", "Request id", "What happened", "Payload", "SHA-256"];

    public static IResult ToCsv(IAuditTrail audit, Admin admin, AuditQuery query, DateTimeOffset now, CancellationToken stop) =>
        new CsvDownload(Download.FileName("audit", now, "csv"), Header, Rows(audit.ExportAsync(admin, query, stop), stop));

    public static IResult ToJson(IAuditTrail audit, Admin admin, AuditQuery query, DateTimeOffset now, CancellationToken stop) =>
        new AuditJsonDownload(Download.FileName("audit", now, "json"), audit.ExportAsync(admin, query, stop));

    private static async IAsyncEnumerable<string?[]> Rows(IAsyncEnumerable<AuditRow> entries, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var e in entries.WithCancellation(stop))
        {
            yield return
            [
                Cell.Number(e.Seq), Cell.Time(e.At), e.Type, e.ActorName, e.ActorId, e.DeviceName, e.DeviceId,
                e.BatchId?.ToString("D", CultureInfo.InvariantCulture), e.RequestId?.ToString("D", CultureInfo.InvariantCulture), e.Text, e.Payload, e.Hash,
            ];
        }
    }
}

/// <summary>Streams entries as one JSON array, with the payload as it stands in the chain.</summary>
internal sealed class AuditJsonDownload(string fileName, IAsyncEnumerable<AuditRow> entries) : IResult
{
    private const int FlushAtBytes = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        Download.SetHeaders(httpContext.Response, "application/json; charset=utf-8", fileName);
        await WriteAsync(httpContext.Response.Body, httpContext.RequestAborted);
    }

    internal async Task WriteAsync(Stream body, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(body);
        json.WriteStartArray();
        await foreach (var entry in entries.WithCancellation(stop))
        {
            Write(json, entry);
            if (json.BytesPending > FlushAtBytes)
                await json.FlushAsync(stop);
        }

        json.WriteEndArray();
        await json.FlushAsync(stop);
    }

    private static void Write(Utf8JsonWriter json, AuditRow entry)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", entry.Seq);
        json.WriteString("at", Cell.Time(entry.At));
        json.WriteString("type", entry.Type);
        json.WriteString("actorId", entry.ActorId);
        json.WriteString("actorName", entry.ActorName);
        json.WriteString("deviceName", entry.DeviceName);
        json.WriteString("deviceId", entry.DeviceId);
        WriteId(json, "batchId", entry.BatchId);
        WriteId(json, "requestId", entry.RequestId);
        json.WriteString("text", entry.Text);
        json.WriteString("payload", entry.Payload);
        json.WriteString("hash", entry.Hash);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value)
            json.WriteString(name, value);
        else
            json.WriteNull(name);
    }
}
