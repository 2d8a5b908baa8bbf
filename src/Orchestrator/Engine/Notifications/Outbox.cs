using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Notifications;

/// <summary>
/// From notices to messages, one for each channel, in one transaction: several notices of one kind about one batch become one message, and whoever is to decide
/// about a batch is told at most every ten minutes.
/// </summary>
internal sealed class Outbox(ConsoleDatabase database, NotificationChannels channels, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>What belongs together comes within this time.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromSeconds(15);

    /// <summary>Between two messages that ask for decisions about the same batch.</summary>
    public static readonly TimeSpan BetweenDecisions = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private const int MostAtOnce = 500;

    /// <summary>Takes up what waits.</summary>
    /// <returns>Messages made.</returns>
    public async Task<int> TakeAsync(CancellationToken stop)
    {
        if (!await database.ReadAsync(db => Waiting(db).AnyAsync(stop)))
            return 0;
        try
        {
            return await database.WriteAsideAsync(db => TakeAsync(db, stop), stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node took them up at the same moment.
            return 0;
        }
    }

    /// <summary>Forgets what was delivered or shown more than a week ago.</summary>
    public Task CleanAsync(CancellationToken stop) => database.WriteAsideAsync(async db =>
    {
        var before = time.GetUtcNow() - Kept;
        await db.Set<Notice>().Where(n => n.Tenant == tenant.TenantId && n.TakenAt != null && n.At < before).ExecuteDeleteAsync(stop);
        await db.Set<Delivery>().Where(d => d.Tenant == tenant.TenantId && d.State != DeliveryState.Waiting && d.At < before).ExecuteDeleteAsync(stop);
    }, stop);

    private IQueryable<Notice> Waiting(ConsoleDbContext db)
    {
        var ripe = time.GetUtcNow() - Gather;
        return db.Set<Notice>().Where(n => n.Tenant == tenant.TenantId && n.TakenAt == null && n.At <= ripe);
    }

    private async Task<int> TakeAsync(ConsoleDbContext db, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var made = 0;
        var quiet = await QuietAsync(db, now, stop);
        var notices = await Waiting(db).Where(n => n.Kind != NoticeKind.NeedsDecision || n.BatchId == null || !quiet.Contains(n.BatchId.Value))
            .OrderBy(n => n.At).ThenBy(n => n.Id).Take(MostAtOnce).AsNoTracking().ToListAsync(stop);
        foreach (var group in notices.GroupBy(n => (n.Kind, n.BatchId)))
        {
            foreach (var channel in channels.All)
            {
                db.Add(Of([.. group], channel, now));
                made++;
            }
        }

        // Whoever marks them first has them: another node that read the same ones finds fewer to mark, and rolls back.
        var ids = notices.ConvertAll(n => n.Id);
        var taken = await db.Set<Notice>().Where(n => ids.Contains(n.Id) && n.TakenAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.TakenAt, now), stop);
        return taken == ids.Count ? made : throw new DbUpdateConcurrencyException("The notices were taken up by another node.");
    }

    /// <summary>Batches about which a decision was asked for a short while ago.</summary>
    private Task<List<Guid>> QuietAsync(ConsoleDbContext db, DateTimeOffset now, CancellationToken stop)
    {
        var since = now - BetweenDecisions;
        return db.Set<Delivery>().Where(d => d.Tenant == tenant.TenantId && d.Kind == NoticeKind.NeedsDecision && d.BatchId != null && d.At > since)
            .Select(d => d.BatchId!.Value).Distinct().ToListAsync(stop);
    }

    private Delivery Of(IReadOnlyList<Notice> notices, INotificationChannel channel, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Tenant = tenant.TenantId,
        Channel = channel.Name,
        Kind = notices[0].Kind,
        Title = NoticeWords.Title(notices[0].Kind),
        Text = NoticeWords.Text(notices[0].Kind, [.. notices.Select(n => n.Text)]),
        BatchId = notices[0].BatchId,
        Count = notices.Count,
        At = now,
        NextTryAt = now,
    };
}
