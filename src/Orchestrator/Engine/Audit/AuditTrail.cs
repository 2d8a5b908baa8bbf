using System.Globalization;
using System.Runtime.CompilerServices;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Audit;

/// <summary>Searches, exports and verifies the tenant's audit. Exporting and verifying are themselves audited.</summary>
internal sealed class AuditTrail(ConsoleDatabase database, ChainVerifier verifier, TenantIdentity tenant, TimeProvider time) : IAuditTrail
{
    private const int MostRows = 1_000;
    private const int ExportPage = 500;

    public Task<AuditPage> FindAsync(Admin admin, AuditQuery query, int skip, int take, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!Viewers.MayLook(admin, tenant))
            return Task.FromResult(new AuditPage([], 0));
        return database.ReadAsync(async db =>
        {
            var matching = AuditSearch.Matching(db, tenant.TenantId, query);
            var page = await matching.OrderByDescending(e => e.Seq).Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 0, MostRows)).ToListAsync(stop);
            return new AuditPage([.. page.Select(AuditRows.Shown)], await matching.CountAsync(stop));
        });
    }

    public async IAsyncEnumerable<AuditRow> ExportAsync(Admin admin, AuditQuery query, [EnumeratorCancellation] CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!Viewers.MayLook(admin, tenant))
            yield break;

        // What is appended while we export, this very entry included, is left to the next export.
        var last = await LastSeqAsync(stop);
        await AppendAsync(new AuditDraft(AuditEvents.AuditExported, Account.Of(admin), $"The audit up to entry {last} was exported.", Filter(query)), stop);
        var from = 0L;
        while (true)
        {
            var seq = from;
            var page = await database.ReadAsync(db => AuditSearch.Matching(db, tenant.TenantId, query)
                .Where(e => e.Seq > seq && e.Seq <= last).OrderBy(e => e.Seq).Take(ExportPage).ToListAsync(stop));
            foreach (var entry in page)
                yield return AuditRows.Shown(entry);
            if (page.Count < ExportPage)
                yield break;
            from = page[^1].Seq;
        }
    }

    public async Task<ChainReport> VerifyAsync(Admin admin, IProgress<int>? progress, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            throw new UnauthorizedAccessException("Only those whom this console let in may verify its audit.");
        var report = await verifier.VerifyAsync(progress, stop);
        var text = report.Problem is null
            ? $"The chain of {report.Entries} entries verifies."
            : $"The chain does NOT verify. Entry {report.FirstBadSeq}: {report.Problem}";
        await AppendAsync(new AuditDraft(AuditEvents.AuditVerified, Account.Of(admin), text, new Dictionary<string, string?>
        {
            ["entries"] = report.Entries.ToString(CultureInfo.InvariantCulture),
            ["firstBadSeq"] = report.FirstBadSeq?.ToString(CultureInfo.InvariantCulture),
            ["headHash"] = report.HeadHash,
        }), stop);
        return report;
    }

    private Task<long> LastSeqAsync(CancellationToken stop) =>
        database.ReadAsync(db => db.AuditHeads.Where(h => h.Tenant == tenant.TenantId).Select(h => h.Seq).FirstOrDefaultAsync(stop));

    private Task AppendAsync(AuditDraft draft, CancellationToken stop) => database.WriteAsync(db =>
    {
        db.Announce(ChangeKind.Audit);
        return AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft], stop);
    }, stop);

    private static Dictionary<string, string?> Filter(AuditQuery query) => new()
    {
        ["actor"] = query.Actor,
        ["deviceId"] = query.DeviceId,
        ["batchId"] = query.BatchId?.ToString(),
        ["requestId"] = query.RequestId?.ToString(),
        ["text"] = query.Text,
        ["typePrefix"] = query.TypePrefix,
        ["from"] = query.From?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["to"] = query.To?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };
}
