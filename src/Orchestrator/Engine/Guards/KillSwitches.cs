using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>The kill switch's row at start.</summary>
public static class KillSwitches
{
    /// <summary>
    /// Makes sure that the row exists. A row that vanished comes back as the audit last had it, so that losing it opens nothing.
    /// </summary>
    public static async Task EnsureAsync(ConsoleDbContext db, string tenant, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.Set<KillSwitchRow>().AnyAsync(k => k.Tenant == tenant, stop))
            return;
        var last = await db.AuditEntries
            .Where(e => e.Tenant == tenant && (e.Type == AuditEvents.KillSwitchOn || e.Type == AuditEvents.KillSwitchOff))
            .OrderByDescending(e => e.Seq)
            .FirstOrDefaultAsync(stop);
        db.Add(last is { Type: AuditEvents.KillSwitchOn }
            ? new KillSwitchRow { Tenant = tenant, On = true, Reason = last.Text, By = last.ActorName, Since = last.At }
            : new KillSwitchRow { Tenant = tenant });
    }
}
