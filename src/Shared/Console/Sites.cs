using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Shared.Console;

/// <summary>A cap and the review whose devices it is to hold for.</summary>
public sealed record CapOfReview(Guid ReviewId, SiteCap Cap);

/// <summary>The sites of the devices that a review would send.</summary>
/// <param name="Sites">Groups in their order, those without a device too; else the largest first, and no more than <see cref="MostNamed"/>.</param>
/// <param name="Total">How many sites have a device.</param>
public sealed record ReviewedSites(IReadOnlyList<ReviewedSite> Sites, int Total)
{
    public const int MostNamed = 12;
}

/// <param name="Site">As it is named.</param>
public sealed record ReviewedSite(string Site, int Devices);

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
