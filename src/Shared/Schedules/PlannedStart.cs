namespace AutopilotReset.Shared.Schedules;

/// <summary>A start that a person chose by a zone's clocks, with the instant that they were shown for it.</summary>
/// <param name="Zone">IANA name, such as Europe/Berlin.</param>
/// <param name="Local">What clocks there show.</param>
/// <param name="At">The instant, decided by <see cref="LocalClock"/> when it was chosen. Where the zone's rules give another by now, the start cannot be used.</param>
public sealed record PlannedStart(string Zone, DateTime Local, DateTimeOffset At)
{
    /// <returns><c>null</c> where there is no such zone.</returns>
    public static PlannedStart? Of(string zone, DateTime local) =>
        Zones.Find(zone) is { } found ? new PlannedStart(found.Id, local, LocalClock.At(found, local)) : null;

    /// <summary>Every mistake, in words; empty when the start can be used.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        if (Zones.Find(Zone) is not { } zone)
            return [Zones.Unknown(Zone)];
        return LocalClock.At(zone, Local) == At ? [] : [$"The rules of the time zone {Zone} changed: {TimingWords.Clock(Local)} there is another instant than the one that was chosen."];
    }
}
