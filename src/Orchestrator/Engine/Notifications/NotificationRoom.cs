using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Notifications;

/// <summary>Channels and notices as the pages see them.</summary>
internal sealed class NotificationRoom(
    ConsoleDatabase database, NotificationChannels channels, ChannelHealth health, Courier courier, CommandDesk desk, TenantIdentity tenant, TimeProvider time) : INotificationRoom
{
    private const int MostNotices = 50;

    public async Task<NotificationView> GetAsync(Admin admin, CancellationToken stop)
    {
        Require(admin);
        return new(await health.RowsAsync(stop));
    }

    public Task<Outcome<Done>> SendTestAsync(Admin admin, string channel, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("notification.test", Detail: OneLine.Of(channel)), async account =>
        {
            if (channels.Find(channel) is not { } found)
                return (Outcome<Done>)new Refused("no-channel", $"There is no channel \"{OneLine.Of(channel)}\".");
            await AuditAsync(account, found, stop);
            var now = time.GetUtcNow();
            var message = new Message(Guid.CreateVersion7(now), NoticeKind.Test, NoticeWords.Title(NoticeKind.Test),
                $"A test of the channel {found.Name}, sent by {OneLine.Of(account.Name)}. Nothing has happened.", null, 1, now, courier.Link(null, NoticeKind.Test));
            return await courier.SendAsync(found, message, stop) is { } error ? new Refused("not-delivered", $"{found.Name}: {error}") : (Outcome<Done>)default(Done);
        }, stop);

    public async Task<IReadOnlyList<NoticeRow>> SinceAsync(Admin admin, DateTimeOffset after, CancellationToken stop)
    {
        Require(admin);
        var rows = await database.ReadAsync(db => db.Set<Notice>().Where(n => n.Tenant == tenant.TenantId && n.At > after)
            .OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(MostNotices).ToListAsync(stop));
        return [.. rows.AsEnumerable().Reverse().Select(n => new NoticeRow(n.Id, n.Kind, NoticeWords.Title(n.Kind), NoticeWords.Text(n.Kind, [n.Text]), n.BatchId, n.At))];
    }

    private Task AuditAsync(Account account, INotificationChannel channel, CancellationToken stop) => database.WriteAsync(db =>
    {
        db.Announce(ChangeKind.Audit);
        var draft = new AuditDraft(AuditEvents.NotificationTested, account, $"A test message goes to the channel {channel.Name} ({channel.Kind}, {channel.Target}).",
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["channel"] = channel.Name, ["target"] = channel.Target });
        return AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft], stop);
    }, stop);

    private void Require(Admin admin)
    {
        if (!Viewers.MayLook(admin, tenant))
            throw new UnauthorizedAccessException("Only those whom this console let in may see what it tells.");
    }
}
