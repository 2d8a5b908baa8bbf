using System.Text.Json.Serialization;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>What people of this tenant changed of the guards' numbers. There is exactly one row; without it nothing is sent (invariant 8).</summary>
public sealed class GuardNumbersRow
{
    public required string Tenant { get; init; }

    /// <summary>The changed numbers as text, read by <see cref="FrozenNumbers"/> alone. What is not in it is as configured.</summary>
    public string Numbers { get; set; } = FrozenNumbers.None;

    /// <summary>Who changed what and why; only shown.</summary>
    public IReadOnlyList<ChangedNumber> Changes { get; set; } = [];

    /// <summary>Loosenings that a second person has not wanted yet.</summary>
    public IReadOnlyList<NumberAsk> Asks { get; set; } = [];

    public long Version { get; set; }
}

/// <summary>The last change of one number.</summary>
public sealed record ChangedNumber([property: JsonConverter(typeof(JsonStringEnumConverter<GuardNumber>))] GuardNumber Number, string By, DateTimeOffset At, string Because);

/// <summary>Somebody asked for a number to be loosened.</summary>
/// <param name="From">What it was then: a number that was changed since has to be asked about anew.</param>
public sealed record NumberAsk([property: JsonConverter(typeof(JsonStringEnumConverter<GuardNumber>))] GuardNumber Number, int From, int To, LooseningAsk Ask)
{
    internal bool Stands(GuardNumbers present, DateTimeOffset now) => present.Of(Number) == From && Ask.Stands(now);

    internal AskedNumber Shown(Account viewer, DateTimeOffset now) => new(To, LooseningAsk.Shown(Ask, viewer, now)!);
}
