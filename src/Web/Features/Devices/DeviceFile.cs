using System.Text;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;
using CsvHelper;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>
/// A text or CSV file of devices, as exports of Intune, Entra, Autopilot and spreadsheets have it: delimiter, heading, encoding and byte order mark are
/// found out. One line each is what names the device; line numbers stay those of the file, so that a problem names the line a person sees.
/// </summary>
/// <param name="Text">As if it had been pasted.</param>
/// <param name="Told">For the person: which columns were taken.</param>
/// <param name="Rows">Rows that name a device.</param>
/// <param name="Name">Of the file.</param>
public sealed record DeviceFile(string Text, string Told, int Rows, string Name)
{
    /// <summary>Short enough to be looked at, and changed, in a box of the page.</summary>
    public bool FitsTheBox => Text.Length < PasteLimit.Characters;

    public const long MostBytes = 20_000_000;

    private static readonly CsvReaderOptions Options = new() { HasHeader = false, TrimWhitespace = true, TrimInsideQuotes = true, TrackLineNumbers = true, DetectSeparatorHint = true, AllowLineBreaksInQuotes = false };

    /// <summary>Headings in small letters without blanks, the most exact first: where a row has several, the first that is filled counts.</summary>
    private static readonly string[] Headings =
    [
        "intunedeviceid", "manageddeviceid", "deviceid", "entradeviceid", "microsoftentradeviceid", "azureaddeviceid", "azureactivedirectorydeviceid",
        "deviceserialnumber", "serialnumber", "serial", "seriennummer",
        "devicename", "displayname", "computername", "hostname", "name", "gerätename",
    ];

    internal static Outcome<DeviceFile> Read(byte[] bytes, string name)
    {
        if (bytes is [(byte)'P', (byte)'K', ..])
            return new Refused("file-is-workbook", $"{name} is a workbook or an archive. Save it as CSV, then take that.");
        var text = Decode(bytes);
        if (text.Contains('\0', StringComparison.Ordinal))
            return new Refused("file-not-text", $"{name} is not a text file. Take a text or CSV file, or paste the serials.");
        var file = Of(text, name);
        return file.Rows <= Selection.MostDevices
            ? file
            : new Refused("file-too-long", $"{name} names {Words.Count(file.Rows, "device")}; one selection holds at most {Words.Count(Selection.MostDevices, "device")}. Take it in parts.");
    }

    private static DeviceFile Of(string text, string name)
    {
        using var reader = CsvReader.FromText(text, Options);
        var (lines, taken, rows) = (new List<string>(), (List<(int Column, string Heading)>?)null, 0);
        while (reader.Read())
        {
            var isHeading = taken is null && (taken = Columns(reader)).Exists(c => c.Heading.Length > 0);
            var token = isHeading ? "" : Token(reader, taken!);
            while (lines.Count < reader.LineNumber)
                lines.Add("");
            lines[^1] = token;
            rows += token.Length > 0 ? 1 : 0;
        }

        var by = taken is [{ Heading.Length: > 0 }, ..] ? string.Join(", where that is empty ", taken.Select(c => $"“{c.Heading}”")) : "the first column";
        return new(string.Join('\n', lines), $"{Words.Count(rows, "row")}, by {by}.", rows, name);
    }

    /// <summary>By the first row: the columns that name a device, or the first one where no heading is known.</summary>
    private static List<(int Column, string Heading)> Columns(CsvReader first)
    {
        var known = Enumerable.Range(0, first.FieldCount)
            .Select(i => (Column: i, Heading: first.GetString(i), Rank: Array.IndexOf(Headings, Plain(first.GetString(i)))))
            .Where(c => c.Rank >= 0).OrderBy(c => c.Rank).Select(c => (c.Column, c.Heading)).ToList();
        return known.Count > 0 ? known : [(0, "")];
    }

    private static string Token(CsvReader row, List<(int Column, string Heading)> taken)
    {
        var token = taken.Where(c => c.Column < row.FieldCount).Select(c => row.GetString(c.Column)).FirstOrDefault(t => t.Length > 0) ?? "";
        return token.AsSpan().ContainsAny(",;\t") && !token.Contains('"', StringComparison.Ordinal) ? $"\"{token}\"" : token;
    }

    private static string Plain(string heading) => string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>By its byte order mark; else UTF-8 where it is valid; else what Windows wrote before that.</summary>
    private static string Decode(byte[] bytes)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
