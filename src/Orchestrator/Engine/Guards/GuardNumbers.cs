using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// The guards' numbers that people change on the page (decision 0055). Section <c>Guards</c> of the configuration says what each is at first; what holds is asked of
/// <see cref="PresentNumbers"/>, by everybody. Ranges: <see cref="NumberRule"/>.
/// </summary>
public sealed record GuardNumbers
{
    /// <summary>Devices in one batch at most.</summary>
    public int DevicesPerBatch { get; init; } = 25;

    /// <summary>Devices sent in any hour at most, over all batches. 0: no more than the day's.</summary>
    public int DevicesPerHour { get; init; }

    /// <summary>Devices sent in any hour at most as one person, over all the batches that they stand for. 0: no more than the tenant's.</summary>
    public int DevicesPerHourByPerson { get; init; }

    /// <summary>Devices sent in any 24 hours at most as one person, over all the batches that they stand for. 0: no more than the tenant's.</summary>
    public int DevicesPer24HoursByPerson { get; init; }

    /// <summary>Devices sent in any 24 hours at most, over all batches.</summary>
    public int DevicesPer24Hours { get; init; } = 100;

    /// <summary>Devices that one person may have reset alone, in one batch and over all of theirs of 24 hours; more need the approval of a second person. 0: every reset needs it. A wipe always does.</summary>
    public int ApprovalAboveDevices { get; init; } = 10;

    /// <summary>Devices that somebody else resets or wipes in any 10 minutes at which our own sending is held.</summary>
    public int ForeignWipesIn10Minutes { get; init; } = 20;

    /// <summary>Hours after which a confirmation allows no further send.</summary>
    public int ConfirmationValidHours { get; init; } = 24;

    /// <summary>Minutes after a person last signed in by hand within which they may confirm a batch or take one over. 0: any session may.</summary>
    public int ConfirmSignInMinutes { get; init; } = 60;

    /// <summary>Hours after which an approval allows no further send.</summary>
    public int ApprovalValidHours { get; init; } = 24;

    /// <summary>Minutes after a person last signed in by hand within which they may approve, or loosen a guard. 0: any session may.</summary>
    public int ApprovalSignInMinutes { get; init; } = 15;

    /// <summary>Days without a check-in after which a device must be released.</summary>
    public int ReleaseAfterDays { get; init; } = 14;

    /// <summary>Days without a check-in after which a device is refused; more than <see cref="ReleaseAfterDays"/>.</summary>
    public int RefuseAfterDays { get; init; } = 30;

    /// <summary>Characters that a justification, a release or another reason must have at least.</summary>
    public int ReasonMinLength { get; init; } = 10;

    public int Of(GuardNumber number) => number switch
    {
        GuardNumber.DevicesPerBatch => DevicesPerBatch,
        GuardNumber.DevicesPerHour => DevicesPerHour,
        GuardNumber.DevicesPer24Hours => DevicesPer24Hours,
        GuardNumber.DevicesPerHourByPerson => DevicesPerHourByPerson,
        GuardNumber.DevicesPer24HoursByPerson => DevicesPer24HoursByPerson,
        GuardNumber.ApprovalAboveDevices => ApprovalAboveDevices,
        GuardNumber.ForeignWipesIn10Minutes => ForeignWipesIn10Minutes,
        GuardNumber.ConfirmationValidHours => ConfirmationValidHours,
        GuardNumber.ConfirmSignInMinutes => ConfirmSignInMinutes,
        GuardNumber.ApprovalValidHours => ApprovalValidHours,
        GuardNumber.ApprovalSignInMinutes => ApprovalSignInMinutes,
        GuardNumber.ReleaseAfterDays => ReleaseAfterDays,
        GuardNumber.RefuseAfterDays => RefuseAfterDays,
        GuardNumber.ReasonMinLength => ReasonMinLength,
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "There is no such number."),
    };

    public GuardNumbers With(GuardNumber number, int value) => number switch
    {
        GuardNumber.DevicesPerBatch => this with { DevicesPerBatch = value },
        GuardNumber.DevicesPerHour => this with { DevicesPerHour = value },
        GuardNumber.DevicesPerHourByPerson => this with { DevicesPerHourByPerson = value },
        GuardNumber.DevicesPer24HoursByPerson => this with { DevicesPer24HoursByPerson = value },
        GuardNumber.DevicesPer24Hours => this with { DevicesPer24Hours = value },
        GuardNumber.ApprovalAboveDevices => this with { ApprovalAboveDevices = value },
        GuardNumber.ForeignWipesIn10Minutes => this with { ForeignWipesIn10Minutes = value },
        GuardNumber.ConfirmationValidHours => this with { ConfirmationValidHours = value },
        GuardNumber.ConfirmSignInMinutes => this with { ConfirmSignInMinutes = value },
        GuardNumber.ApprovalValidHours => this with { ApprovalValidHours = value },
        GuardNumber.ApprovalSignInMinutes => this with { ApprovalSignInMinutes = value },
        GuardNumber.ReleaseAfterDays => this with { ReleaseAfterDays = value },
        GuardNumber.RefuseAfterDays => this with { RefuseAfterDays = value },
        GuardNumber.ReasonMinLength => this with { ReasonMinLength = value },
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "There is no such number."),
    };

    /// <summary>Every reason why these cannot be used, each naming its number and range; none: they can.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = NumberRule.All.Select(n => NumberRule.Mistake(n, Of(n))).OfType<string>().ToList();
        if (RefuseAfterDays <= ReleaseAfterDays)
            mistakes.Add($"Guards:RefuseAfterDays is {RefuseAfterDays}; it must be more than Guards:ReleaseAfterDays ({ReleaseAfterDays}).");
        return mistakes;
    }
}
