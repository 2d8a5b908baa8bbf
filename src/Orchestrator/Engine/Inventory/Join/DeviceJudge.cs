using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>The verdict of a device in the grid, as the flags that a filter asks, and when the clock alone may change it.</summary>
internal static class DeviceJudge
{
    /// <summary>Instants further away than this are left to the next sync, or to the sweep when there is none.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    public static DeviceFlags Flags(DeviceFacts facts, Verdict verdict, bool missing) =>
        DeviceFlags.Of(missing ? Verdict.Refused : verdict, JoinTypes.Label(facts), facts.OwnerType, facts.AutopilotRegistered == true, missing);

    /// <summary>The reset's judgement; a device that is gone is refused whatever its last facts say.</summary>
    public static Judgement Judge(DeviceFacts facts, EligibilityContext context, DateTimeOffset? missingSince)
    {
        var judgement = ResetEligibility.Judge(facts, context);
        return missingSince is null ? judgement : new Judgement([Gone(missingSince.Value), .. judgement.Reasons]);
    }

    public static Reason Gone(DateTimeOffset since) => new(
        "missing-from-inventory", Verdict.Refused,
        $"Not in the full read of {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC any more: deleted, or no longer visible to whoever reads.");

    /// <summary>The next instant at which an age in rules.md passes its threshold, if it is within <see cref="Horizon"/>; UTC ticks.</summary>
    public static long? ChangesAt(DeviceFacts facts, EligibilityContext context)
    {
        DateTimeOffset? next = null;
        var now = context.Now;
        var thresholds = context.Thresholds;
        Consider(facts.LastCheckIn?.AddMinutes(thresholds.InUseMinutes));
        Consider(facts.LastCheckIn?.AddDays(thresholds.ReleaseAfterDaysWithoutCheckIn));
        Consider(facts.LastCheckIn?.AddDays(thresholds.RefuseAfterDaysWithoutCheckIn));
        Consider(facts.ManagementCertificateExpires);
        foreach (var entra in facts.EntraObjects)
            Consider(entra.LastSignIn?.AddMinutes(thresholds.InUseMinutes));
        return next?.UtcTicks;

        void Consider(DateTimeOffset? instant)
        {
            if (instant is { } at && at > now && at - now < Horizon && (next is null || at < next))
                next = at;
        }
    }
}
