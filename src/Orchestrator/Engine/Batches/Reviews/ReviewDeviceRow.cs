using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>One device of a review.</summary>
public sealed class ReviewDeviceRow
{
    public required Guid ReviewId { get; init; }

    /// <summary>Place in the selection, from 0; the order of sending.</summary>
    public required int Position { get; init; }

    public required string Key { get; init; }

    /// <summary>As the selection had it; <see cref="Facts"/> are newer.</summary>
    public required string Name { get; init; }

    public string? Serial { get; init; }

    /// <summary>When it was read or given up; <c>null</c> while that is still to come.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    public DeviceFacts? Facts { get; set; }
    public Judgement? Judgement { get; set; }

    /// <summary>Why it could not be read.</summary>
    public string? Error { get; set; }

    public string? ReleasedBecause { get; set; }
    public bool TakenOut { get; set; }

    /// <summary>As the console shows it; only once it was read.</summary>
    public ReviewedDevice Shown() => new(
        Key, Facts, Facts?.Name ?? Name, Facts is null ? Serial : Facts.Serial, Judgement ?? Judgement.Clean, Error, ReleasedBecause);

    /// <summary>Goes into the batch when confirmed.</summary>
    public bool WillBeSent => ReadAt is not null && !TakenOut && Facts is not null && Judgement is not null && Shown().WillBeSent;
}
