using System.Globalization;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Start and window as far as somebody has chosen them, as typed.</summary>
public sealed record WhenDraft
{
    /// <summary>What a field of date and time gives.</summary>
    private static readonly string[] LocalForms = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];

    private static readonly string[] TimeForms = ["HH:mm", "HH:mm:ss"];

    /// <summary>Off: as soon as it is confirmed, or the window is open.</summary>
    public bool Later { get; init; }

    /// <summary>"2026-11-27T22:00".</summary>
    public string At { get; init; } = "";

    /// <summary>IANA name; of start and window.</summary>
    public string Zone { get; init; } = "";

    public bool InWindow { get; init; }
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>"22:00".</summary>
    public string From { get; init; } = "22:00";

    public int Minutes { get; init; } = 480;

    /// <summary>What was chosen; <c>null</c>: now and at any time, or something is wrong, which is then named.</summary>
    public (Timing? Timing, IReadOnlyList<string> Mistakes) Read(DateTimeOffset now, int confirmationHours)
    {
        if (!Later && !InWindow)
            return (null, []);
        PlannedStart? start = null;
        if (Later)
        {
            if (!DateTime.TryParseExact(At, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
                return (null, ["Choose day and time of the start."]);
            start = PlannedStart.Of(Zone, local) ?? new PlannedStart(Zone, local, default);
        }

        MaintenanceWindow? window = null;
        if (InWindow)
        {
            if (!TimeOnly.TryParseExact(From, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
                return (null, ["Choose when the maintenance window opens."]);
            window = new MaintenanceWindow(Zone.Trim(), Days, from, TimeSpan.FromMinutes(Minutes));
        }

        var timing = new Timing(start, window);
        return timing.MistakesOfChoice(now, confirmationHours) is { Count: > 0 } mistakes ? (null, [.. mistakes.Distinct()]) : (timing, []);
    }
}
