using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>One open request per device, by its Intune id and by its Entra id (design.md, Keys).</summary>
internal static class OpenRequests
{
    /// <summary>Names the devices that already have an open request, or <c>null</c>.</summary>
    public static async Task<Refused?> RefuseAsync(ConsoleDbContext db, string tenant, IReadOnlyList<ReviewDeviceRow> devices, CancellationToken stop)
    {
        var intune = devices.Select(d => d.Facts!.ManagedDeviceId!).ToList();
        var entra = devices.Select(d => d.Facts!.EntraDeviceId!).ToList();
        var open = await db.Requests.AsNoTracking()
            .Where(r => r.Tenant == tenant && (intune.Contains(r.OpenManagedDeviceId!) || entra.Contains(r.OpenEntraDeviceId!)))
            .OrderBy(r => r.Position)
            .Select(r => new { r.Name, r.State, r.BatchId })
            .Take(10)
            .ToListAsync(stop);
        return open.Count == 0
            ? null
            : new Refused("open-order", string.Join("; ", open.Select(o => $"{PlainText.Line(o.Name)} has an open order ({o.State}) in batch {o.BatchId}")) + ". Take such devices out.");
    }
}
