using System.Text.RegularExpressions;

namespace AutopilotReset.Engine.Guards;

/// <summary>Whether a ticket number has the form that the configuration demands.</summary>
internal static class TicketRule
{
    /// <summary>Longest ticket number that is stored.</summary>
    public const int MaxLength = 100;

    /// <summary>What is wrong with the pattern itself, or <c>null</c>.</summary>
    public static string? Problem(string pattern)
    {
        if (pattern.Trim().Length == 0)
            return "it is empty; leave the key out where no ticket is demanded.";
        try
        {
            _ = Compile(pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"it is no usable regular expression: {e.Message}";
        }
    }

    /// <summary>What is wrong with the ticket, for the person who typed it, or <c>null</c>.</summary>
    public static string? Refuse(string? pattern, string? ticket)
    {
        if (ticket?.Length > MaxLength)
            return $"A ticket number has at most {MaxLength} characters.";
        if (pattern is null)
            return null;
        if (string.IsNullOrEmpty(ticket))
            return $"A ticket number is required, of the form {pattern}.";
        return Compile(pattern).IsMatch(ticket) ? null : $"The ticket \"{ticket}\" does not have the form {pattern}.";
    }

    // Without backtracking no pattern can be made to run long.
    private static Regex Compile(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
