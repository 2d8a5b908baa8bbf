using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>What stands out in a list, for the person who is asked to approve it and has not seen the review.</summary>
internal static class UnusualDevices
{
    private const int MostLines = 12;

    /// <summary>A line for each reason that some device was shown or released with, the most frequent first; <c>null</c>: none.</summary>
    public static string? Of(IReadOnlyList<ReviewDeviceRow> devices)
    {
        var lines = devices
            .SelectMany(d => d.Judgement!.Reasons.Where(r => r.Verdict is Verdict.Attention or Verdict.Release).DistinctBy(r => r.Code).Select(r => (Device: d, Reason: r)))
            .GroupBy(x => x.Reason.Code, StringComparer.Ordinal)
            .OrderByDescending(g => g.Max(x => x.Reason.Verdict)).ThenByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(MostLines)
            .Select(g => Line(g.Count(), g.First().Device, g.First().Reason))
            .ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private static string Line(int count, ReviewDeviceRow device, Reason reason) =>
        $"{Counted.Devices(count)}{(reason.Verdict == Verdict.Release ? ", released" : "")}: {PlainText.Line(device.Facts?.Name ?? device.Name)}{(count == 1 ? "" : " and others")}: {PlainText.Line(reason.Text, PlainText.ReasonLength)}";
}
