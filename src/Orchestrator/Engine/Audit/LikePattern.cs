namespace AutopilotReset.Engine.Audit;

/// <summary>
/// A substring as a LIKE pattern: what a person types is never a wildcard. ASCII is folded, here and by <see cref="Fold"/> in the query.
/// </summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Containing(string text) =>
        $"%{Fold(text.Trim()).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    /// <summary>The database's <c>lower</c> in a query: SQLite's folds nothing but ASCII, nor does PostgreSQL's in the collation "C".</summary>
    public static string Fold(string text) => string.Create(text.Length, text, (folded, from) =>
    {
        for (var i = 0; i < folded.Length; i++)
            folded[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
    });
}
