using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>The inventory that an admin sees: their reader's complete run.</summary>
/// <param name="Index">The run.</param>
/// <param name="ReadAt">When it had been read.</param>
internal sealed record CurrentRun(RunIndex Index, DateTimeOffset ReadAt)
{
    /// <summary><c>null</c> before the first full read.</summary>
    public static async Task<CurrentRun?> OfAsync(ConsoleDatabase database, RunIndexes indexes, TenantIdentity tenant, Readers readers, Admin admin, CancellationToken stop)
    {
        var reader = readers.Of(admin);
        var row = await database.ReadAsync(db => db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Tenant == tenant.TenantId && r.Reader == reader, stop));
        return row is { CurrentRun: { } run, FullReadAt: { } at } ? new CurrentRun(indexes.Of(run), at) : null;
    }
}
