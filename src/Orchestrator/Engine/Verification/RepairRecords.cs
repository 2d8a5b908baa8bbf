using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Verification;

/// <summary>What a repair leaves behind: its audit entries, the request's findings, and the mark that a person changed this holder.</summary>
internal sealed class RepairRecords(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    public Task<DeviceRequest?> FindAsync(Guid requestId) =>
        database.ReadAsync(db => db.Requests.SingleOrDefaultAsync(r => r.Id == requestId && r.Tenant == tenant.TenantId));

    /// <summary>
    /// Durable before the change is sent: the audit entry, and the mark without which a holder that we removed would later look like proof of a reset.
    /// </summary>
    /// <returns>Id of the mark.</returns>
    public Task<Guid> BeginAsync(DeviceRequest request, Repair repair, Account admin, string text, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var now = time.GetUtcNow();
        var mark = new HolderChange
        {
            Id = Guid.CreateVersion7(now),
            ManagedDeviceId = request.ManagedDeviceId,
            Holder = repair.Holder,
            At = now,
            Origin = HolderChangeOrigin.Repair,
        };
        db.Add(mark);
        await AuditChain.AppendAsync(db, tenant.TenantId, now, [AuditDraft.About(request, AuditEvents.RepairBegun, admin, text, Payload(repair))], stop);
        return mark.Id;
    }, stop);

    /// <summary>Graph refused the change, so nobody changed the holder.</summary>
    public Task UnmarkAsync(Guid markId) =>
        database.WriteAsync(db => db.Set<HolderChange>().Where(c => c.Id == markId).ExecuteDeleteAsync(), CancellationToken.None);

    /// <summary>After the change: what a re-read shows replaces the request's findings about this holder.</summary>
    public Task EndAsync(Guid requestId, Repair repair, Account admin, string auditEvent, string text, Holders? after) => database.WriteAsync(async db =>
    {
        var now = time.GetUtcNow();
        var row = await db.Requests.SingleAsync(r => r.Id == requestId);
        if (after is not null)
        {
            var people = repair.Holder == Holder.PrimaryUser ? after.PrimaryUsers : after.Owners;
            row.Findings = [.. row.Findings.Where(f => f.Holder != repair.Holder || people.Any(f.IsNow.IsSameAs))];
            row.Latest = row.Latest is { } latest ? latest with { Holders = after } : null;
        }

        (row.Note, row.ChangedAt) = (text, now);
        row.Version++;
        await AuditChain.AppendAsync(db, tenant.TenantId, now, [AuditDraft.About(row, auditEvent, admin, text, Payload(repair))], CancellationToken.None);
        db.Announce(ChangeKind.Request, row.BatchId);
    }, CancellationToken.None);

    public Task RefusedAsync(DeviceRequest? request, Repair repair, Account admin, Refused refused) => database.WriteAsync(async db =>
    {
        var payload = Payload(repair);
        payload["code"] = refused.Code;
        var draft = request is null
            ? new AuditDraft(AuditEvents.RepairRefused, admin, refused.Message, payload)
            : AuditDraft.About(request, AuditEvents.RepairRefused, admin, refused.Message, payload);
        await AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft], CancellationToken.None);
    }, CancellationToken.None);

    private static Dictionary<string, string?> Payload(Repair repair) => new()
    {
        ["holder"] = repair.Holder.ToString(),
        ["shownHolderId"] = repair.ShownHolderId,
        ["setTo"] = repair.SetToUserPrincipalName,
    };
}
