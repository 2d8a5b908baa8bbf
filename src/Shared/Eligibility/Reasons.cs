using System.Globalization;
using System.Runtime.CompilerServices;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>How rules add their reasons, and how values from devices are written into sentences.</summary>
internal static class Reasons
{
    private const int LongestValue = 80;

    public static void Refuse(this ICollection<Reason> reasons, string code, string text, Alternative alternative = Alternative.None) =>
        Add(reasons, code, Verdict.Refused, text, alternative);

    public static void Refuse(
        this ICollection<Reason> reasons, string code, [InterpolatedStringHandlerArgument(nameof(reasons))] ref ReasonText text, Alternative alternative = Alternative.None) =>
        Add(reasons, code, Verdict.Refused, text.ToString(), alternative);

    public static void AskRelease(this ICollection<Reason> reasons, string code, string text, Alternative alternative = Alternative.None) =>
        Add(reasons, code, Verdict.Release, text, alternative);

    public static void AskRelease(
        this ICollection<Reason> reasons, string code, [InterpolatedStringHandlerArgument(nameof(reasons))] ref ReasonText text, Alternative alternative = Alternative.None) =>
        Add(reasons, code, Verdict.Release, text.ToString(), alternative);

    public static void Mention(this ICollection<Reason> reasons, string code, string text, Alternative alternative = Alternative.None) =>
        Add(reasons, code, Verdict.Attention, text, alternative);

    public static void Mention(
        this ICollection<Reason> reasons, string code, [InterpolatedStringHandlerArgument(nameof(reasons))] ref ReasonText text, Alternative alternative = Alternative.None) =>
        Add(reasons, code, Verdict.Attention, text.ToString(), alternative);

    /// <summary>
    /// The value in quotes, or "nothing". Whoever names a device can type anything: control and direction marks are shown as � so that
    /// they cannot rearrange the sentence around them, and long values are cut.
    /// </summary>
    public static string Quote(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return "nothing";

        var shown = string.Concat(value.Select(c => IsInvisible(c) ? '�' : c));
        return shown.Length > LongestValue ? $"\"{shown[..LongestValue]}…\"" : $"\"{shown}\"";
    }

    /// <summary>An instant as a technician reads it, in UTC and to the minute.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Graph writes year 1 where it has no date.</summary>
    public static DateTimeOffset? Known(DateTimeOffset? at) => at is { Year: > 1 } ? at : null;

    private static void Add(ICollection<Reason> reasons, string code, Verdict verdict, string text, Alternative alternative)
    {
        if (reasons is StrictestReason strictest)
            strictest.Note(verdict);
        else
            reasons.Add(new Reason(code, verdict, text, alternative));
    }

    private static bool IsInvisible(char c) =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
