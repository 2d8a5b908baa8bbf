using System.Globalization;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Data;

/// <summary>Changes as they travel between processes: <c>NODE kind:id kind …</c>, a kind being its number. A message stays far below PostgreSQL's 8,000 bytes.</summary>
internal static class ChangeMessages
{
    public const string Channel = "autopilot_reset_changes";

    /// <summary>Some 40 bytes each. What does not fit is told without its id: everything of that kind may have changed.</summary>
    private const int MostWithIds = 100;

    /// <param name="from">Who says it: its own pages have heard already.</param>
    /// <param name="changes">At least one.</param>
    public static string Write(string from, IReadOnlyList<Change> changes)
    {
        var told = changes.Count <= MostWithIds ? changes : [.. changes.Select(c => c with { Id = null }).Distinct()];
        return $"{from} {string.Join(' ', told.Select(Word))}";
    }

    /// <summary>What another process says; nothing for our own messages and for what is not understood.</summary>
    public static IReadOnlyList<Change> Read(string own, string message)
    {
        var words = message.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 || words[0] == own ? [] : [.. words.Skip(1).Select(Change).OfType<Change>()];
    }

    /// <summary>Everything that may have changed while nobody listened.</summary>
    public static IEnumerable<Change> Everything { get; } = [.. Enum.GetValues<ChangeKind>().Select(kind => new Change(kind, null))];

    private static string Word(Change change) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)change.Kind}{(change.Id is { } id ? $":{id:N}" : "")}");

    private static Change? Change(string word)
    {
        var parts = word.Split(':', 2);
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var kind) || !Enum.IsDefined((ChangeKind)kind))
            return null;
        return new Change((ChangeKind)kind, parts.Length == 2 && Guid.TryParseExact(parts[1], "N", out var id) ? id : null);
    }
}
