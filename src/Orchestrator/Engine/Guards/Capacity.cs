using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>Whether more devices fit under the caps: what left in the last 24 hours and what is confirmed and waits count together.</summary>
internal static class Capacity
{
    public static async Task<Refused?> RefuseAsync(ConsoleDbContext db, string tenant, int wanted, GuardOptions options, DateTimeOffset now, CancellationToken stop)
    {
        if (wanted > options.DevicesPerBatch)
            return new Refused("batch-too-large", $"{wanted} devices; Guards:DevicesPerBatch allows {options.DevicesPerBatch} in one batch.");
        var sent = await GuardGate.SentLast24HoursAsync(db, tenant, now, stop);
        var counted = now.AddHours(-24);
        var waiting = await db.Requests.CountAsync(
            r => r.Tenant == tenant && (r.State == DeviceState.Planned || r.State == DeviceState.Throttled || r.State == DeviceState.AwaitingTenantApproval)
                && (r.CountedAt == null || r.CountedAt <= counted), stop);
        return sent + waiting + wanted > options.DevicesPer24Hours
            ? new Refused("daily-cap", $"{sent} devices were sent in the last 24 hours and {waiting} wait; {wanted} more would pass Guards:DevicesPer24Hours ({options.DevicesPer24Hours}).")
            : null;
    }
}
