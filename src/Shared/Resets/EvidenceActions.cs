using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Resets;

/// <summary>
/// Reads <c>deviceActionResults</c> as evidence: which entries are new since the snapshot, and what they say together.
/// No public capture of an Autopilot Reset's <c>actionName</c> exists, so four names are matched for both kinds (graph.md §2).
/// </summary>
public static class EvidenceActions
{
    private static readonly string[] Names = ["automaticRedeployment", "factoryReset", "factoryResetKeepEnrollmentData", "wipe"];
    private static readonly string[] Failures = ["failed", "notSupported", "canceled"];

    /// <summary><c>true</c> for the names under which Intune may list a reset or wipe.</summary>
    public static bool IsResetOrWipe(ActionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Names.Contains(result.Name, StringComparer.OrdinalIgnoreCase);
    }

    public static bool IsDone(ActionResult result) => Says(result, "done");

    public static bool IsActive(ActionResult result) => Says(result, "active");

    public static bool IsFailure(ActionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Failures.Contains(result.State, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Entries absent from the snapshot, whatever their name. An entry is the same one when name and start are equal: its state and update time move on.
    /// One that started before the order (less the skew) is not the order's, even if the snapshot missed it.
    /// </summary>
    public static IReadOnlyList<ActionResult> NewSince(EvidenceQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var earliest = question.OrderedAt - question.ClockSkew;
        return [.. question.Now.ActionResults.Where(now =>
            !question.Before.ActionResults.Any(before => IsSameEntry(before, now)) && !(now.StartedAt < earliest))];
    }

    /// <summary>An entry as words: its raw name, raw state and times.</summary>
    public static string Describe(ActionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return $"{result.Name}: {result.State}, started {EvidenceWords.Time(result.StartedAt)}, updated {EvidenceWords.Time(result.UpdatedAt)}";
    }

    private static bool IsSameEntry(ActionResult before, ActionResult now) =>
        string.Equals(before.Name, now.Name, StringComparison.OrdinalIgnoreCase) && before.StartedAt == now.StartedAt;

    private static bool Says(ActionResult result, string state) => string.Equals(result.State, state, StringComparison.OrdinalIgnoreCase);
}
