using System.Globalization;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>What a confirmation must fulfil by itself and against its review; pure.</summary>
internal static class ConfirmChecks
{
    /// <summary>The first thing that is wrong, or <c>null</c>.</summary>
    public static Refused? Refuse(ReviewRow review, IReadOnlyList<ReviewDeviceRow> all, Confirmation confirmation, GuardOptions options, DateTimeOffset now) =>
        Readable(review, all, options, now)
        ?? List(review, all, confirmation)
        ?? Words(confirmation, options)
        ?? Waves(confirmation.Waves, all.Count(FrozenList.IsConfirmable))
        ?? When(confirmation.Timing, options, now)
        ?? Sites(confirmation.Sites);

    /// <summary>Hybrid is never reset, whatever the stored verdict says (invariant 7).</summary>
    public static Refused? RefuseHybrid(OrderKind kind, IEnumerable<ReviewDeviceRow> devices) =>
        kind == OrderKind.AutopilotReset && devices.FirstOrDefault(d => d.Facts is null || JoinTypes.IsHybrid(d.Facts)) is { } hybrid
            ? new Refused("hybrid-joined", $"{PlainText.Line(hybrid.Name)} is hybrid joined: Autopilot Reset does not support it. Take it out and wipe it instead.")
            : null;

    /// <summary>Judges every device again by what the guards and the clock say now; the stored verdict only counts where it is stricter.</summary>
    public static Refused? RefuseVerdicts(OrderKind kind, IEnumerable<ReviewDeviceRow> devices, EligibilityContext context)
    {
        if (context.Protected is null)
            return GuardGate.Unreadable("the protected list.");
        var worse = devices
            .Select(d => (Device: d, Reasons: Judges.Judge(kind, d.Facts!, context).Reasons.Where(r => !Allows(d, r)).ToList()))
            .Where(d => d.Reasons.Count > 0)
            .Select(d => $"{PlainText.Line(d.Device.Name)}: {string.Join(' ', d.Reasons.Select(r => r.Text))}")
            .ToList();
        return worse.Count == 0
            ? null
            : new Refused("verdict-changed", $"{string.Join("; ", worse.Take(10))}. Take such devices out, or read the review again.");
    }

    private static bool Allows(ReviewDeviceRow device, Reason reason) => reason.Verdict switch
    {
        Verdict.Refused => false,
        Verdict.Release => device.ReleasedBecause is not null && device.Judgement!.Has(reason.Code),
        _ => true,
    };

    private static Refused? Readable(ReviewRow review, IReadOnlyList<ReviewDeviceRow> all, GuardOptions options, DateTimeOffset now) =>
        review.FinishedAt is null || all.Any(d => d.ReadAt is null)
            ? new Refused("review-incomplete", "The devices are still being read. Wait until the review is complete.")
            : ReviewAge.Refuse(all, options, now);

    private static Refused? List(ReviewRow review, IReadOnlyList<ReviewDeviceRow> all, Confirmation confirmation)
    {
        var devices = all.Where(FrozenList.IsConfirmable).ToList();
        if (devices.Count == 0)
            return new Refused("nothing-to-send", "No device of this review may be sent. An empty list is never read as \"all\".");
        if (!string.Equals(confirmation.FrozenHash, FrozenList.Hash(review.Kind, all), StringComparison.Ordinal))
            return new Refused("list-changed", "The list is not the one you saw: it was changed meanwhile. Look at it again and confirm.");
        return TypedConfirmation.IsSerial(review.Kind, devices.Count) ? TypedSerial(devices[0], confirmation.TypedSerial) : TypedCount(devices, confirmation.TypedCount);
    }

    private static Refused? TypedCount(List<ReviewDeviceRow> devices, string? typed) =>
        typed?.Trim() == devices.Count.ToString(CultureInfo.InvariantCulture)
            ? null
            : new Refused("wrong-count", $"You typed \"{PlainText.Line(typed, 20)}\"; the list holds {devices.Count} devices. Type their number by hand.");

    private static Refused? TypedSerial(ReviewDeviceRow device, string? typed)
    {
        if (device.Facts!.Serial is not { } serial || Serials.IsPlaceholder(serial))
            return new Refused("no-serial", "This device has no serial number that could be typed, so a wipe cannot be confirmed here.");
        return Serials.Normalise(typed ?? "") == Serials.Normalise(serial)
            ? null
            : new Refused("wrong-serial", $"You typed \"{PlainText.Line(typed, 40)}\", which is not the serial number of {PlainText.Line(device.Facts!.Name)}.");
    }

    private static Refused? Waves(WavePlan? plan, int devices)
    {
        if (plan is null)
            return null;
        return WaveSizes.Mistakes(plan, devices) is { Count: > 0 } mistakes ? new Refused("wave-plan", string.Join(' ', mistakes)) : null;
    }

    private static Refused? When(Timing? timing, GuardOptions options, DateTimeOffset now) =>
        timing?.MistakesOfChoice(now, options.ConfirmationValidHours) is { Count: > 0 } mistakes ? new Refused("timing", string.Join(' ', mistakes)) : null;

    private static Refused? Sites(SiteCap? cap) => cap?.Mistakes() is { Count: > 0 } mistakes ? new Refused("site-cap", string.Join(' ', mistakes)) : null;

    private static Refused? Words(Confirmation confirmation, GuardOptions options)
    {
        if (!Enum.IsDefined(confirmation.NextUser))
            return new Refused("next-user-required", "Say who uses the devices next: the same person, somebody else, or the pool.");
        return GivenReasons.Require(confirmation.Justification, "The justification", options)
            ?? (TicketRule.Refuse(options.TicketPattern, confirmation.Ticket?.Trim()) is { } why ? new Refused("ticket", why) : null);
    }
}
