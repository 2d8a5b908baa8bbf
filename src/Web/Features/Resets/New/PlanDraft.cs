using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Who comes next, why, for which ticket, in which waves, with how many of a site at a time and when, as far as somebody has written it. Kept as a draft beside its review.</summary>
public sealed record PlanDraft(NextUser? Next = null, string? Ticket = null, string? Justification = null, WaveDraft? Waves = null, WhenDraft? When = null,
    SiteDraft? Sites = null)
{
    /// <summary>What a plan begins with: at once, or with the occurrence of the schedule that the devices were chosen for.</summary>
    public static PlanDraft Beginning(Review review) => review.Start is { } start
        ? new(When: new WhenDraft { Later = true, Zone = start.Zone, At = start.Local.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) })
        : new();

    /// <summary>Its name among a person's drafts.</summary>
    public static string Of(Guid reviewId) => $"plan:{reviewId:N}";

    /// <summary>The waves of this review: none for a single device.</summary>
    public (WavePlan? Plan, IReadOnlyList<string> Mistakes) WavesOf(Review review)
    {
        var devices = review.Sent;
        return Waves is { On: true } waves && devices > 1 ? waves.Read(devices) : (null, []);
    }

    /// <summary>The cap of a site in this review: none for a single device.</summary>
    public (SiteCap? Cap, IReadOnlyList<string> Mistakes) SitesOf(Review review) =>
        Sites is { On: true } sites && review.Sent > 1 ? sites.Read() : (null, []);

    /// <summary>When it may be sent, as chosen now.</summary>
    public (Timing? Timing, IReadOnlyList<string> Mistakes) TimingOf(DateTimeOffset now, int confirmationHours) => When?.Read(now, confirmationHours) ?? (null, []);
}
