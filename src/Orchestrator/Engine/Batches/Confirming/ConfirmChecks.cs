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
    /// <summary>Devices that a refusal names.</summary>
    private const int MostNamed = 10;

    /// <summary>The first thing that is wrong, or <c>null</c>.</summary>
    public static Refused? Refuse(OrderKind kind, SeenList seen, Confirmation confirmation, GuardNumbers numbers, string? ticketPattern, DateTimeOffset now) =>
        Readable(seen)
        ?? List(kind, seen, confirmation)
        ?? Words(confirmation, numbers.ReasonMinLength, ticketPattern)
        ?? Waves(confirmation.Waves, seen.Devices.Count)
        ?? When(confirmation.Timing, numbers.ConfirmationValidHours, now)
        ?? Sites(confirmation.Sites)
        ?? RefuseHybrid(kind, seen);

    /// <summary>Judges every device again by what the guards and the clock say now; the stored verdict only counts where it is stricter.</summary>
    public static async Task<Refused?> RefuseVerdictsAsync(OrderKind kind, IAsyncEnumerable<IReadOnlyList<ReviewDeviceRow>> slices, EligibilityContext context)
    {
        if (context.Protected is null)
            return GuardGate.Unreadable("the protected list.");
        var worse = new List<string>();
        await foreach (var slice in slices)
        {
            worse.AddRange(slice
                .Select(d => (Device: d, Reasons: Judges.Judge(kind, d.Facts!, context).Reasons.Where(r => !Allows(d, r)).ToList()))
                .Where(d => d.Reasons.Count > 0)
                .Select(d => $"{PlainText.Line(d.Device.Name)}: {string.Join(' ', d.Reasons.Select(r => r.Text))}"));
            if (worse.Count >= MostNamed)
                break;
        }

        return worse.Count == 0
            ? null
            : new Refused("verdict-changed", $"{string.Join("; ", worse.Take(MostNamed))}. Take such devices out, or read the review again.");
    }

    /// <summary>Hybrid is never reset, whatever the stored verdict says (invariant 7).</summary>
    private static Refused? RefuseHybrid(OrderKind kind, SeenList seen) => kind == OrderKind.AutopilotReset && seen.Hybrid is { } hybrid
        ? new Refused("hybrid-joined", $"{PlainText.Line(hybrid)} is hybrid joined: Autopilot Reset does not support it. Take it out and wipe it instead.")
        : null;

    private static bool Allows(ReviewDeviceRow device, Reason reason) => reason.Verdict switch
    {
        Verdict.Refused => false,
        Verdict.Release => device.ReleasedBecause is not null && device.Judgement!.Has(reason.Code),
        _ => true,
    };

    private static Refused? Readable(SeenList seen) =>
        seen.Complete ? seen.Old : new Refused("review-incomplete", "The devices are still being read. Wait until the review is complete.");

    private static Refused? List(OrderKind kind, SeenList seen, Confirmation confirmation)
    {
        if (seen.Devices.Count == 0)
            return new Refused("nothing-to-send", "No device of this review may be sent. An empty list is never read as \"all\".");
        if (!string.Equals(confirmation.FrozenHash, seen.Hash, StringComparison.Ordinal))
            return new Refused("list-changed", "The list is not the one you saw: it was changed meanwhile. Look at it again and confirm.");
        return TypedConfirmation.IsSerial(kind, seen.Devices.Count) ? TypedSerial(seen.Devices[0], confirmation.TypedSerial) : TypedCount(seen.Devices.Count, confirmation.TypedCount);
    }

    private static Refused? TypedCount(int devices, string? typed) =>
        typed?.Trim() == devices.ToString(CultureInfo.InvariantCulture)
            ? null
            : new Refused("wrong-count", $"You typed \"{PlainText.Line(typed, 20)}\"; the list holds {devices} devices. Type their number by hand.");

    private static Refused? TypedSerial(SeenDevice device, string? typed)
    {
        if (device.Serial is not { } serial || Serials.IsPlaceholder(serial))
            return new Refused("no-serial", "This device has no serial number that could be typed, so a wipe cannot be confirmed here.");
        return Serials.Normalise(typed ?? "") == Serials.Normalise(serial)
            ? null
            : new Refused("wrong-serial", $"You typed \"{PlainText.Line(typed, 40)}\", which is not the serial number of {PlainText.Line(device.Name)}.");
    }

    private static Refused? Waves(WavePlan? plan, int devices)
    {
        if (plan is null)
            return null;
        return WaveSizes.Mistakes(plan, devices) is { Count: > 0 } mistakes ? new Refused("wave-plan", string.Join(' ', mistakes)) : null;
    }

    private static Refused? When(Timing? timing, int validHours, DateTimeOffset now) =>
        timing?.MistakesOfChoice(now, validHours) is { Count: > 0 } mistakes ? new Refused("timing", string.Join(' ', mistakes)) : null;

    private static Refused? Sites(SiteCap? cap) => cap?.Mistakes() is { Count: > 0 } mistakes ? new Refused("site-cap", string.Join(' ', mistakes)) : null;

    private static Refused? Words(Confirmation confirmation, int least, string? ticketPattern)
    {
        if (!Enum.IsDefined(confirmation.NextUser))
            return new Refused("next-user-required", "Say who uses the devices next: the same person, somebody else, or the pool.");
        return GivenReasons.Require(confirmation.Justification, "The justification", least)
            ?? (TicketRule.Refuse(ticketPattern, confirmation.Ticket?.Trim()) is { } why ? new Refused("ticket", why) : null);
    }
}
