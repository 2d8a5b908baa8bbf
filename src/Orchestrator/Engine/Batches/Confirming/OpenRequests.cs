using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>One open request per device, by its Intune id and by its Entra id (design.md, Keys).</summary>
internal static class OpenRequests
{
    /// <summary>Devices asked for at once.</summary>
    private const int Slice = 1_000;

    /// <summary>Names the devices that already have an open request, or <c>null</c>.</summary>
    public static async Task<Refused?> RefuseAsync(ConsoleDbContext db, string tenant, IReadOnlyList<SeenDevice> devices, CancellationToken stop)
    {
        foreach (var slice in devices.Chunk(Slice))
        {
            if (await RefuseSliceAsync(db, tenant, slice, stop) is { } refused)
                return refused;
        }

        return null;
    }

    private static async Task<Refused?> RefuseSliceAsync(ConsoleDbContext db, string tenant, SeenDevice[] devices, CancellationToken stop)
    {
        var intune = devices.Select(d => d.ManagedDeviceId).ToList();
        var entra = devices.Select(d => d.EntraDeviceId).ToList();
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
