using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Queries;

/// <summary>What the pages say of Intune's own Multi Admin Approval. Never a code.</summary>
internal static class ShownTenantApprovals
{
    /// <returns><c>null</c> where nothing of the batch waits for it.</returns>
    public static async Task<BatchTenantApprovals?> OfAsync(ConsoleDbContext db, Batch batch, CancellationToken stop)
    {
        var waiting = db.Requests.Where(r => r.Tenant == batch.Tenant && r.TenantApproval != TenantApproval.None && r.BatchId == batch.Id
            && (r.State == DeviceState.AwaitingTenantApproval || r.State == DeviceState.Planned));
        var counts = await waiting.GroupBy(r => r.TenantApproval).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        if (counts.Count == 0)
            return null;
        var followed = waiting.Where(r => r.TenantApproval < TenantApproval.WantsPerson);
        var first = await followed.OrderBy(r => r.Position).Select(r => r.Id).Take(1).ToListAsync(stop);
        var reading = first.Count == 0 ? null : (await TenantApprovals.AskedAsync(db, first, stop)).GetValueOrDefault(first[0])?.TenantApproval;
        return new()
        {
            Asked = counts.GetValueOrDefault(TenantApproval.Asked),
            Granted = counts.GetValueOrDefault(TenantApproval.Granted),
            WantsPerson = counts.GetValueOrDefault(TenantApproval.WantsPerson),
            FirstExpiry = await followed.MinAsync(r => r.TenantApprovalExpiresAt, stop),
            Justification = ApprovalJustification.Of(batch.Justification, batch.Ticket, batch.Id),
            Problem = reading?.Problem,
            MissingPermission = reading is { Problem: not null, Missing: true } ? GraphScopes.TenantApprovals[0] : null,
        };
    }

    /// <returns><c>null</c> where Intune wants nothing of the device.</returns>
    public static RequestTenantApproval? Of(DeviceRequest request, IReadOnlyList<SendAttempt> attempts)
    {
        if (request.TenantApproval == TenantApproval.None)
            return null;
        var asked = attempts.LastOrDefault(a => a.Body is not null);
        var said = asked?.ApprovalCode is null ? null : asked.TenantApproval;
        return new()
        {
            Standing = request.TenantApproval,
            Since = asked?.AnsweredAt ?? request.ChangedAt,
            ExpiresAt = request.TenantApprovalExpiresAt,
            Status = said?.Status,
            DecidedBy = said?.DecidedBy,
            Problem = request.TenantApproval == TenantApproval.WantsPerson ? null : said?.Problem,
        };
    }
}
