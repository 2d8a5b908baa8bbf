using System.Text;
using AutopilotReset.Shared.Audit;

namespace AutopilotReset.Engine.Graph;

/// <summary>The one sentence that a second admin reads in Intune: the batch's own, with its ticket and number.</summary>
public static class ApprovalJustification
{
    /// <summary>Intune refuses more than 1,024 characters once decoded (graph.md §10); counted as bytes here, which are never fewer.</summary>
    public const int MostBytes = 1_024;

    private const string Between = "; ";

    /// <param name="justification">As it was confirmed; it stands in the audit, so it holds no secret.</param>
    public static string Of(string justification, string? ticket, Guid batchId)
    {
        var about = $"{(string.IsNullOrWhiteSpace(ticket) ? "" : $"Ticket {OneLine.Of(ticket)}. ")}Autopilot Reset console, batch {batchId}.";
        var text = OneLine.Of(justification, MostBytes);
        return string.IsNullOrWhiteSpace(text) ? about : $"{Cut(text, MostBytes - Encoding.UTF8.GetByteCount(about) - Between.Length)}{Between}{about}";
    }

    /// <summary>Base64 of its UTF-8.</summary>
    public static string Header(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var kept = new StringBuilder();
        var left = bytes - Encoding.UTF8.GetByteCount("…");
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0)
                break;
            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }
}
