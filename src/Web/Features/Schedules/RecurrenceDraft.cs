using System.Globalization;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Web.Features.Schedules;

/// <summary>When something recurs, as far as somebody has chosen it, as typed.</summary>
internal sealed record RecurrenceDraft
{
    private static readonly string[] TimeForms = ["HH:mm", "HH:mm:ss"];

    public Rhythm Rhythm { get; init; } = Rhythm.Weekdays;
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [DayOfWeek.Friday];
    public int DayOfMonth { get; init; } = 1;

    /// <summary>"22:00".</summary>
    public string At { get; init; } = "22:00";

    /// <summary>IANA name.</summary>
    public string Zone { get; init; } = "";

    /// <summary>What is there already, or what a form begins with where that cannot be read.</summary>
    public static RecurrenceDraft Of(Recurrence? recurrence, string zone) => recurrence is null
        ? new RecurrenceDraft { Zone = zone }
        : new RecurrenceDraft
        {
            Rhythm = recurrence.Rhythm,
            Days = recurrence.Rhythm == Rhythm.Weekdays ? recurrence.Days : [DayOfWeek.Friday],
            DayOfMonth = recurrence.Rhythm == Rhythm.DayOfMonth ? recurrence.DayOfMonth : 1,
            At = recurrence.At.ToString("HH:mm", CultureInfo.InvariantCulture),
            Zone = recurrence.Zone,
        };

    /// <summary>What was chosen; <c>null</c> where something is wrong, which is then named.</summary>
    public (Recurrence? Recurrence, IReadOnlyList<string> Mistakes) Read()
    {
        if (!TimeOnly.TryParseExact(At, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return (null, ["Choose the time of day."]);
        var recurrence = new Recurrence(Rhythm, Days, DayOfMonth, new TimeOnly(at.Hour, at.Minute), Zone.Trim());
        return recurrence.Mistakes() is { Count: > 0 } mistakes ? (null, mistakes) : (recurrence, []);
    }
}
