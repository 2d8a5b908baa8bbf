namespace AutopilotReset.Shared.Console;

/// <summary>
/// The numbers of the guards that people may change on the page. Each name is a key of section <c>Guards</c> and stands in the database and the audit: never rename one.
/// </summary>
public enum GuardNumber
{
    DevicesPerBatch,
    DevicesPerHour,
    DevicesPer24Hours,
    DevicesPerHourByPerson,
    DevicesPer24HoursByPerson,
    ApprovalAboveDevices,
    ForeignWipesIn10Minutes,
    ConfirmationValidHours,
    ConfirmSignInMinutes,
    ApprovalValidHours,
    ApprovalSignInMinutes,
    ReleaseAfterDays,
    RefuseAfterDays,
    ReasonMinLength,
}

/// <summary>Which way a number lets more through.</summary>
public enum Looser
{
    Higher,
    Lower,

    /// <summary>More lets more through, and 0 anything: it turns the guard off.</summary>
    HigherAndZero,
}

/// <summary>What a number may be and which way loosens it. The one place where either is written.</summary>
public sealed record NumberRule(int Least, int Most, Looser Looser)
{
    private static readonly NumberRule Devices = new(1, 100_000, Looser.Higher);
    private static readonly NumberRule Hours = new(1, 168, Looser.Higher);
    private static readonly NumberRule SignIn = new(0, 1_440, Looser.HigherAndZero);
    private static readonly NumberRule Days = new(1, 3_650, Looser.Higher);

    public static IReadOnlyList<GuardNumber> All { get; } = Enum.GetValues<GuardNumber>();

    public static NumberRule Of(GuardNumber number) => number switch
    {
        GuardNumber.DevicesPerBatch or GuardNumber.DevicesPer24Hours => Devices,
        GuardNumber.DevicesPerHour or GuardNumber.DevicesPerHourByPerson or GuardNumber.DevicesPer24HoursByPerson => new(0, 100_000, Looser.HigherAndZero),
        GuardNumber.ApprovalAboveDevices => new(0, 10_000, Looser.Higher),
        GuardNumber.ForeignWipesIn10Minutes => new(1, 10_000, Looser.Higher),
        GuardNumber.ConfirmationValidHours or GuardNumber.ApprovalValidHours => Hours,
        GuardNumber.ConfirmSignInMinutes or GuardNumber.ApprovalSignInMinutes => SignIn,
        GuardNumber.ReleaseAfterDays or GuardNumber.RefuseAfterDays => Days,
        GuardNumber.ReasonMinLength => new(1, 200, Looser.Lower),
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "There is no such number."),
    };

    /// <summary>Whether this change lets more through than before: it takes two people then (decision 0055).</summary>
    public bool Loosens(int from, int to) => Looseness(to) > Looseness(from);

    /// <summary>Why the value cannot be used, naming the number and its range; <c>null</c>: it can.</summary>
    public static string? Mistake(GuardNumber number, int value)
    {
        var rule = Of(number);
        return value < rule.Least || value > rule.Most ? $"Guards:{number} is {value}; it must be from {rule.Least} to {rule.Most}." : null;
    }

    private long Looseness(int value) => Looser switch
    {
        Looser.Higher => value,
        Looser.Lower => -(long)value,
        _ => value == 0 ? long.MaxValue : value,
    };
}

/// <summary>A number as it holds now.</summary>
/// <param name="Value">What holds.</param>
/// <param name="Configured">What the configuration says; it holds until somebody changes it here.</param>
public sealed record ShownNumber(GuardNumber Number, int Value, int Configured)
{
    /// <summary>Who changed it here last; <c>null</c>: the configuration's holds.</summary>
    public NumberChange? Changed { get; init; }

    /// <summary>Somebody asked for it to be loosened.</summary>
    public AskedNumber? Asked { get; init; }
}

/// <param name="Because">The reasons of everybody whom it took.</param>
public sealed record NumberChange(string By, DateTimeOffset At, string Because);

/// <param name="Value">What it is to be.</param>
public sealed record AskedNumber(int Value, AskedLoosening By);

/// <summary>What somebody wants a number to be.</summary>
/// <param name="Seen">What it was on their page: where it is another by now, they look again first.</param>
public sealed record NumberWish(GuardNumber Number, int Value, int Seen);
