using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Shared.Console;

/// <summary>What the devices page can filter by, what makes a filter unusable for choosing, and a filter in words. Pure.</summary>
public static class DeviceFilter
{
    /// <summary>Characters of a search; a longer one would be cut and find more than was asked for.</summary>
    public const int LongestText = 128;

    /// <summary>Every join type that a filter may name.</summary>
    public static IReadOnlyList<string> JoinTypes { get; } = ["Entra joined", "hybrid joined", "registered", "unknown"];

    /// <summary>Every owner type that a filter may name.</summary>
    public static IReadOnlyList<string> OwnerTypes { get; } = ["company", "personal", "unknown"];

    /// <summary>Nothing narrows the list, so that "all that match" would be every device.</summary>
    public static bool IsEmpty(DeviceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return string.IsNullOrWhiteSpace(query.Text) && string.IsNullOrEmpty(query.JoinType) && string.IsNullOrEmpty(query.OwnerType)
            && query is { Verdict: null, Autopilot: null, Armed: null };
    }

    /// <summary>Why nothing may be chosen by it, in words; empty when it can be used. What is not known is never left out: less of a filter is more devices.</summary>
    public static IReadOnlyList<string> Mistakes(DeviceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var mistakes = new List<string>();
        if (IsEmpty(query))
            mistakes.Add("No filter is set, so this would be every device. Search or filter first.");
        if (query.Text?.Length > LongestText)
            mistakes.Add($"The search has {query.Text.Length} characters; at most {LongestText} are looked for.");
        if (query.Text?.Any(char.IsControl) == true)
            mistakes.Add("The search holds a character that cannot be seen.");
        if (query.Verdict is { } verdict && !Enum.IsDefined(verdict))
            mistakes.Add($"There is no verdict {(int)verdict}.");
        if (query.JoinType is { } join && !JoinTypes.Contains(join, StringComparer.Ordinal))
            mistakes.Add($"There is no join type \"{join}\"; there are {string.Join(", ", JoinTypes)}.");
        if (query.OwnerType is { } owner && !OwnerTypes.Contains(owner, StringComparer.Ordinal))
            mistakes.Add($"There is no owner type \"{owner}\"; there are {string.Join(", ", OwnerTypes)}.");
        if (!Enum.IsDefined(query.Sort))
            mistakes.Add($"There is no order {(int)query.Sort}.");
        return mistakes;
    }

    /// <summary>"name, serial or user has “leaver”; Entra joined; in Autopilot".</summary>
    public static string Words(DeviceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return IsEmpty(query) ? "no filter" : string.Join("; ", new[]
        {
            string.IsNullOrWhiteSpace(query.Text) ? null : $"name, serial or user has “{query.Text.Trim()}”",
            query.Verdict switch { null => null, Verdict.Ready => "can be reset", Verdict.Attention => "needs attention", Verdict.Release => "needs release", _ => "refused" },
            query.JoinType is null ? null : query.JoinType == "unknown" ? "join type unknown" : query.JoinType,
            query.OwnerType is null ? null : $"owner type {query.OwnerType}",
            query.Autopilot switch { null => null, true => "in Autopilot", false => "not in Autopilot" },
            query.Armed switch { null => null, true => "armed", false => "not armed" },
        }.OfType<string>());
    }
}
