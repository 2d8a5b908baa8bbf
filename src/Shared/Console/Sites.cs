namespace AutopilotReset.Shared.Console;

/// <summary>Where the sites of a batch with a cap stand.</summary>
public sealed record BatchSites
{
    /// <summary>The confirmed cap in words, or why it cannot be read; nothing is sent then.</summary>
    public required string Words { get; init; }

    public bool Unreadable { get; init; }

    /// <summary>Those that wait first, then by number of devices that may still be sent.</summary>
    public required IReadOnlyList<SiteStanding> Sites { get; init; }

    /// <summary>Something may be sent, and nowhere is room for it.</summary>
    public bool NoRoom => Sites.Any(s => s.Waits) && Sites.All(s => s.Waits || s.Waiting == 0);
}

/// <param name="Site">As it is named.</param>
/// <param name="Devices">Of this batch.</param>
/// <param name="Waiting">Devices of this batch and of its open waves that are not sent.</param>
/// <param name="AtWork">Devices at work, those of other batches with a cap included.</param>
/// <param name="Most">That may be at work at a time.</param>
public sealed record SiteStanding(string Site, int Devices, int Waiting, int AtWork, int Most)
{
    /// <summary>When the one that is longest at work lets go of its place if nothing is heard of it; <c>null</c>: none is at work.</summary>
    public DateTimeOffset? LetsGoAt { get; init; }

    /// <summary>Something of it may be sent and has no room.</summary>
    public bool Waits => Waiting > 0 && AtWork >= Most;
}
