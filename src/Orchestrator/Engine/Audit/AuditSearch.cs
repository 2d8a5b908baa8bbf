using System.Text.Json;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Audit;

/// <summary>Entries of a tenant that match a query, in no order.</summary>
internal static class AuditSearch
{
    public static IQueryable<AuditEntry> Matching(ConsoleDbContext db, string tenant, AuditQuery query)
    {
        var found = (string.IsNullOrWhiteSpace(query.Text) ? db.AuditEntries : WithText(db, query.Text)).AsNoTracking().Where(e => e.Tenant == tenant);
        if (!string.IsNullOrWhiteSpace(query.Actor))
        {
            var actor = LikePattern.Containing(query.Actor);
            var actorId = query.Actor.Trim();
            found = found.Where(e => e.ActorId == actorId || EF.Functions.Like(LikePattern.Fold(e.ActorName), actor, LikePattern.Escape));
        }

        if (query.DeviceId?.Trim().ToLowerInvariant() is { Length: > 0 } deviceId)
            found = found.Where(e => e.ManagedDeviceId == deviceId || e.EntraDeviceId == deviceId);
        if (query.BatchId is { } batchId)
            found = found.Where(e => e.BatchId == batchId);
        if (query.RequestId is { } requestId)
            found = found.Where(e => e.RequestId == requestId);
        if (!string.IsNullOrWhiteSpace(query.TypePrefix))
        {
            var prefix = LikePattern.Containing(query.TypePrefix)[1..];
            found = found.Where(e => EF.Functions.Like(LikePattern.Fold(e.Type), prefix, LikePattern.Escape));
        }

        if (query.From is { } from)
            found = found.Where(e => e.At >= from);
        return query.To is { } to ? found.Where(e => e.At < to) : found;
    }

    /// <summary>
    /// The subject and the payload stand in the bytes only, where everything but ASCII is escaped: there the text is looked for in its escaped form.
    /// A scan of the tenant's entries: the audit has no index for substrings.
    /// </summary>
    private static IQueryable<AuditEntry> WithText(ConsoleDbContext db, string text) =>
        db.Dialect.AuditWithText(db, LikePattern.Containing(text), LikePattern.Containing(JsonEncodedText.Encode(text.Trim()).ToString()));
}
