using System.Text;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>
/// The first column of a CSV file, one cell a line. Takes comma, semicolon or tab; quoted cells; and drops the heading of an Autopilot export.
/// Line numbers stay those of the file, so that a problem names the line a person sees.
/// </summary>
internal static class FirstColumn
{
    private static readonly string[] Headings = ["device serial number", "serial number", "serial", "serialnumber", "device name", "name"];

    public static string Of(string csv)
    {
        var lines = csv.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n').Select(Cell).ToArray();
        if (Headings.Contains(lines[0], StringComparer.OrdinalIgnoreCase))
            lines[0] = "";
        return string.Join('\n', lines);
    }

    private static string Cell(string line)
    {
        if (!line.StartsWith('"'))
            return line.Split(',', ';', '\t')[0].Trim();
        var cell = new StringBuilder();
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] != '"')
                cell.Append(line[i]);
            else if (i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else
                break;
        }
        return cell.ToString().Trim();
    }
}
