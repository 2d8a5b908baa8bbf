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

    /// <summary>Its group, as <see cref="BulkStandings"/> has it; what a long review is counted and paged by.</summary>
    public int Standing { get; set; } = BulkStandings.None;

    /// <summary>Code of the reason that put it there.</summary>
    public string? Reason { get; set; }

    /// <summary>SHA-256 of what a confirmation would confirm of it (<see cref="FrozenList"/>); <c>null</c> while it may not be sent.</summary>
    public byte[]? Line { get; set; }

    /// <summary>As the console shows it; only once it was read.</summary>
    public ReviewedDevice Shown() => new(
        Key, Facts, Facts?.Name ?? Name, Facts is null ? Serial : Facts.Serial, Judgement ?? Judgement.Clean, Error, ReleasedBecause)
    {
        Read = ReadAt is not null,
    };

    /// <summary>Keeps what reading it gave.</summary>
    internal void Take(DeviceReading reading, DateTimeOffset at)
    {
        (Facts, Judgement, Error, ReadAt) = (reading.Facts, reading.Judgement, reading.Error, at);
        Settle();
    }

    /// <summary>Brings the columns of the list's index in line with what the row says; call it after every change.</summary>
    public void Settle()
    {
        Line = FrozenList.IsConfirmable(this) ? FrozenList.LineOf(this) : null;
        Reason = BulkStandings.ReasonOf(Judgement);
        var standing = Shown().Standing;
        Standing = (TakenOut, ReadAt) switch
        {
            (true, _) => BulkStandings.TakenOut,
            (_, null) => Judgement is null ? BulkStandings.None : BulkStandings.ByInventory(standing),

            // What would be sent by its verdict, but lacks what has to be confirmed, is refused.
            _ => BulkStandings.ByReading(Line is null && BulkStandings.Sent.Contains(BulkStandings.ByReading(standing)) ? ReviewStanding.Unreadable : standing),
        };
    }

    /// <summary>Goes into the batch when confirmed.</summary>
    public bool WillBeSent => ReadAt is not null && !TakenOut && Facts is not null && Judgement is not null && Shown().WillBeSent;
}
