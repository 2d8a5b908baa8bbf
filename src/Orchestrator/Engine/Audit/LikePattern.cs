namespace AutopilotReset.Engine.Audit;

/// <summary>A substring as a LIKE pattern: what a person types is never a wildcard.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Containing(string text) =>
        $"%{text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
