using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Store;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>The inventory of a reader: its complete run.</summary>
/// <param name="Index">The run.</param>
/// <param name="ReadAt">When it had been read.</param>
internal sealed record CurrentRun(RunIndex Index, DateTimeOffset ReadAt)
{
    /// <summary><c>null</c> before the first full read.</summary>
    public static async Task<CurrentRun?> OfAsync(ConsoleDatabase database, RunIndexes indexes, TenantIdentity tenant, string reader, CancellationToken stop)
    {
        var row = await database.ReadAsync(db => db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Tenant == tenant.TenantId && r.Reader == reader, stop));
        return row is { CurrentRun: { } run, FullReadAt: { } at } ? new CurrentRun(indexes.Of(run), at) : null;
    }
}
