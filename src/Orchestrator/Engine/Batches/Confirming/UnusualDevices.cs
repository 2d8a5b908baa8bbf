using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>What stands out in a list, for the person who is asked to approve it and has not seen the review.</summary>
internal sealed class UnusualDevices
{
    private const int MostLines = 12;

    private readonly Dictionary<string, Seen> _byCode = new(StringComparer.Ordinal);

    /// <summary>A line for each reason that some device was shown or released with, the most frequent first; <c>null</c>: none.</summary>
    public string? Text => _byCode.Count == 0
        ? null
        : string.Join('\n', _byCode
            .OrderByDescending(s => s.Value.Strictest).ThenByDescending(s => s.Value.Count).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Take(MostLines)
            .Select(s => Line(s.Value)));

    /// <summary>In the order of the list: the first device of a reason is the one that is named.</summary>
    public void Add(ReviewDeviceRow device)
    {
        foreach (var reason in device.Judgement!.Reasons.Where(r => r.Verdict is Verdict.Attention or Verdict.Release).DistinctBy(r => r.Code))
        {
            _byCode[reason.Code] = _byCode.TryGetValue(reason.Code, out var seen)
                ? seen with { Count = seen.Count + 1, Strictest = reason.Verdict > seen.Strictest ? reason.Verdict : seen.Strictest }
                : new Seen(1, reason.Verdict, device.Facts?.Name ?? device.Name, reason);
        }
    }

    private static string Line(Seen seen) =>
        $"{Counted.Devices(seen.Count)}{(seen.Reason.Verdict == Verdict.Release ? ", released" : "")}: {PlainText.Line(seen.Name)}{(seen.Count == 1 ? "" : " and others")}: {PlainText.Line(seen.Reason.Text, PlainText.ReasonLength)}";

    private sealed record Seen(int Count, Verdict Strictest, string Name, Reason Reason);
}
