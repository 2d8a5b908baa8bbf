using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data.Leases;

/// <summary>Daily: leases of single pieces of work (a review, a reader's inventory) that were given back long ago are forgotten.</summary>
internal sealed class LeaseSweeper(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    public const string Name = "leases.sweep";
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>Far longer than any process could be frozen and believe that its token still counts.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public Task<int> RunAsync(CancellationToken stop)
    {
        var old = time.GetUtcNow() - Kept;
        return database.WriteAsync(db => db.Set<Lease>()
            .Where(l => l.Tenant == tenant.TenantId && l.Node == "" && l.BeatAt < old && l.Name.Contains(':')).ExecuteDeleteAsync(stop), stop);
    }
}
