using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Schedules;

/// <summary>Section <c>Schedules</c> of the configuration.</summary>
public sealed class ScheduleOptions
{
    public const string Section = "Schedules";

    /// <summary>Hours before an occurrence at which its draft is made, where whoever makes the schedule says nothing else; 1–168, default 24.</summary>
    public int DraftHoursAhead { get; set; } = 24;

    /// <summary>How many hours old the inventory may be from which a draft is made; 1–168, default 24.</summary>
    public int InventoryValidHours { get; set; } = 24;
}

/// <summary>Names every mistake in section <c>Schedules</c> with its key, all at once.</summary>
internal sealed class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>
{
    public ValidateOptionsResult Validate(string? name, ScheduleOptions options)
    {
        var mistakes = new List<string>();
        Range(nameof(options.DraftHoursAhead), options.DraftHoursAhead, ScheduleForm.LeastHours, ScheduleForm.MostHours);
        Range(nameof(options.InventoryValidHours), options.InventoryValidHours, 1, 168);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Range(string key, int value, int least, int most)
        {
            if (value < least || value > most)
                mistakes.Add($"{ScheduleOptions.Section}:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
