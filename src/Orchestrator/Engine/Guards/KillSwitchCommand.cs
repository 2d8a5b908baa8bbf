using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

/// <summary>Turns the tenant's kill switch on or off. The dispatcher reads the row in its intent transaction, so what commits here counts from here.</summary>
internal sealed class KillSwitchCommand(ConsoleDatabase database, CommandDesk desk, TenantIdentity tenant, IOptions<GuardOptions> options, TimeProvider time)
{
    public Task<Outcome<Done>> SetAsync(Admin admin, bool on, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command(on ? "guard.kill-switch-on" : "guard.kill-switch-off"), async account =>
        {
            if (GivenReasons.Require(reason, "The reason", options.Value) is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync(async db =>
            {
                var row = await db.Set<KillSwitchRow>().FirstOrDefaultAsync(k => k.Tenant == tenant.TenantId, stop);
                if (row is null)
                    return GuardGate.Unreadable("the kill switch has no row. Restart the console.");
                if (row.On == on)
                    return new Refused("no-change", $"The kill switch is {(on ? "on" : "off")} already{(row.Since is { } since ? $" since {since:u} ({row.By})" : "")}.");
                var why = PlainText.Line(reason, PlainText.ReasonLength);
                (row.On, row.Reason, row.By, row.Since) = (on, why, account.Name, time.GetUtcNow());
                row.Version++;
                var draft = new AuditDraft(on ? AuditEvents.KillSwitchOn : AuditEvents.KillSwitchOff, account, why);
                await AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft], stop);
                db.Announce(ChangeKind.Guard);
                db.Announce(ChangeKind.Audit);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);
}
