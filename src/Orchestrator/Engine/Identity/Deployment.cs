using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Identity;

/// <summary>One database serves one tenant: a practice database never meets a real one (design.md, Engine and scale).</summary>
public sealed class Deployment(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>Stamps a new database, or checks the stamp.</summary>
    /// <returns>The deployment's id, given at first start.</returns>
    /// <exception cref="InvalidOperationException">The database belongs to another tenant or cloud.</exception>
    public Task<Guid> ConfirmAsync(CancellationToken stop) => database.WriteAsync(async db =>
    {
        var stamp = await db.Set<DeploymentStamp>().SingleOrDefaultAsync(stop);
        if (stamp is null)
            return await StampAsync(db, stop);
        if (stamp.TenantId != tenant.TenantId || !string.Equals(stamp.Cloud, tenant.Cloud, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"ConnectionStrings:Console: this database belongs to tenant {stamp.TenantId} ({stamp.Cloud}) since {stamp.At:yyyy-MM-dd}, "
                + $"but AzureAd:TenantId is {tenant.TenantId} ({tenant.Cloud}). Use another database, or correct the tenant.");
        }

        return stamp.DeploymentId;
    }, stop);

    /// <summary>The stamped id; <c>null</c> before the first start was finished.</summary>
    public Task<Guid?> IdAsync(CancellationToken stop) =>
        database.ReadAsync(db => db.Set<DeploymentStamp>().Select(s => (Guid?)s.DeploymentId).SingleOrDefaultAsync(stop));

    private async Task<Guid> StampAsync(ConsoleDbContext db, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var stamp = new DeploymentStamp { DeploymentId = Guid.CreateVersion7(now), TenantId = tenant.TenantId, Cloud = tenant.Cloud, At = now };
        db.Add(stamp);
        var draft = new AuditDraft(AuditEvents.DeploymentStamped, null, $"This database serves tenant {stamp.TenantId} ({stamp.Cloud}) from now on.",
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["deploymentId"] = stamp.DeploymentId.ToString(), ["cloud"] = stamp.Cloud });
        await AuditChain.AppendAsync(db, tenant.TenantId, now, [draft], stop);
        return stamp.DeploymentId;
    }
}
