using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>Adds to the protected and the held list, which anybody may, and removes from them, which takes two. Who, when and the id are ours, whatever the page sent.</summary>
internal sealed class GuardEntryCommands(
    ConsoleDatabase database, CommandDesk desk, Loosening loosening, ReadGroupDevices readGroup, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    public Task<Outcome<Done>> AddAsync(Admin admin, GuardEntry entry, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return desk.RunAsync(admin, new Command("guard.add", Detail: $"{entry.List} {entry.Kind} {PlainText.Line(entry.Value)}"), async account =>
        {
            if (await numbers.RefuseReasonAsync(entry.Reason, "The reason") is { } no)
                return (Outcome<Done>)no;
            var value = GuardEntryForm.Normalise(entry);
            if (value.Refused is { } bad)
                return bad;
            if (entry.Kind == GuardEntryKind.Group && await UnreadableAsync(value.Value!, account, stop) is { } unreadable)
                return unreadable;
            return await database.WriteAsync(db => AddAsync(db, account, entry, value.Value!, stop), stop);
        }, stop);
    }

    public Task<Outcome<Done>> RemoveAsync(Admin admin, Guid entryId, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("guard.remove", Detail: entryId.ToString()), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason") is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync(async db =>
            {
                var row = await db.Set<GuardEntryRow>().FirstOrDefaultAsync(e => e.Id == entryId && e.Tenant == tenant.TenantId, stop);
                if (row is null)
                    return new Refused("entry-not-found", $"There is no entry {entryId}.");
                var decided = await loosening.DecideAsync(db, admin, row.RemovalAsk, stop);
                if (decided.Refused is { } refused)
                    return refused;
                await AppendAsync(db, decided.Value ? Remove(db, row, account, reason) : AskRemoval(row, account, reason), stop);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);

    private async Task<Outcome<Done>> AddAsync(ConsoleDbContext db, Account account, GuardEntry entry, string value, CancellationToken stop)
    {
        if (await db.Set<GuardEntryRow>().AnyAsync(e => e.Tenant == tenant.TenantId && e.List == entry.List && e.Kind == entry.Kind && e.Value == value, stop))
            return new Refused("already-listed", $"{entry.Kind} {PlainText.Line(value)} is on the {entry.List} list already.");
        var now = time.GetUtcNow();
        db.Add(new GuardEntryRow
        {
            Id = Guid.CreateVersion7(now),
            Tenant = tenant.TenantId,
            List = entry.List,
            Kind = entry.Kind,
            Value = value,
            Label = string.IsNullOrWhiteSpace(entry.Label) ? null : PlainText.Line(entry.Label),
            Reason = PlainText.Line(entry.Reason, PlainText.ReasonLength),
            AddedBy = account.Name,
            AddedAt = now,
        });
        await AppendAsync(db, Draft(AuditEvents.ProtectedAdded, account, entry.List, entry.Kind, value, entry.Reason), stop);
        return default(Done);
    }

    private static AuditDraft Remove(ConsoleDbContext db, GuardEntryRow row, Account account, string reason)
    {
        db.Remove(row);
        return Draft(AuditEvents.ProtectedRemoved, account, row.List, row.Kind, row.Value, Loosening.Because(row.RemovalAsk!, reason));
    }

    private AuditDraft AskRemoval(GuardEntryRow row, Account account, string reason)
    {
        row.RemovalAsk = loosening.Ask(account, reason);
        return Loosening.Asked(account, $"take {row.Kind} {PlainText.Line(row.Value)} off the {row.List} list", reason);
    }

    // A group that nobody can read would refuse every device of the tenant from now on.
    private async Task<Refused?> UnreadableAsync(string groupId, Account account, CancellationToken stop)
    {
        try
        {
            _ = await readGroup(groupId, account, null, stop);
            return null;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            return new Refused("group-unreadable", $"The members of group {groupId} cannot be read, which would refuse every device: {PlainText.Line(e.Message, 300)}");
        }
    }

    private async Task AppendAsync(ConsoleDbContext db, AuditDraft draft, CancellationToken stop)
    {
        await AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft], stop);
        db.Announce(ChangeKind.Guard);
        db.Announce(ChangeKind.Audit);
    }

    private static AuditDraft Draft(string type, Account account, GuardList list, GuardEntryKind kind, string value, string reason)
    {
        var what = type == AuditEvents.ProtectedAdded ? "added to" : "removed from";
        return new AuditDraft(type, account, $"{kind} {PlainText.Line(value)} {what} the {list} list: {PlainText.Line(reason, PlainText.ReasonLength)}", new Dictionary<string, string?>
        {
            ["list"] = list.ToString(),
            ["kind"] = kind.ToString(),
            ["value"] = value,
            ["reason"] = reason,
        })
        {
            ManagedDeviceId = kind == GuardEntryKind.DeviceId ? value : null,
            Serial = kind == GuardEntryKind.Serial ? value : null,
        };
    }
}
