using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// Turns the tenant's kill switch on, which anybody may at once, or off, which takes two (<see cref="Loosening"/>).
/// The dispatcher reads the row in its intent transaction, so what commits here counts from here.
/// </summary>
internal sealed class KillSwitchCommand(ConsoleDatabase database, CommandDesk desk, Loosening loosening, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    public Task<Outcome<Done>> SetAsync(Admin admin, bool on, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command(on ? "guard.kill-switch-on" : "guard.kill-switch-off"), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason") is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync(async db =>
            {
                var row = await db.Set<KillSwitchRow>().FirstOrDefaultAsync(k => k.Tenant == tenant.TenantId, stop);
                if (row is null)
                    return GuardGate.Unreadable("the kill switch has no row. Restart the console.");
                var draft = on ? TurnOn(row, account, reason) : await TurnOffAsync(db, row, admin, reason, stop);
                if (draft.Refused is { } refused)
                    return refused;
                row.Version++;
                await AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft.Value!], stop);
                db.Announce(ChangeKind.Guard);
                db.Announce(ChangeKind.Audit);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);

    /// <summary>Whoever stops what is stopped already says no to the one who asked for it to go on.</summary>
    private Outcome<AuditDraft> TurnOn(KillSwitchRow row, Account account, string reason)
    {
        var (asked, why) = (row.OffAsk, PlainText.Line(reason, PlainText.ReasonLength));
        if (row.On && asked?.Stands(time.GetUtcNow()) != true)
            return new Refused("no-change", $"The kill switch is on already{Since(row)}.");
        row.OffAsk = null;
        if (row.On)
            return new AuditDraft(AuditEvents.LooseningDeclined, account, $"{PlainText.Line(account.Name)} keeps everything stopped, which {PlainText.Line(asked!.By.Name)} asked to end: {why}");
        (row.On, row.Reason, row.By, row.Since) = (true, why, account.Name, time.GetUtcNow());
        return new AuditDraft(AuditEvents.KillSwitchOn, account, why);
    }

    private async Task<Outcome<AuditDraft>> TurnOffAsync(ConsoleDbContext db, KillSwitchRow row, Admin admin, string reason, CancellationToken stop)
    {
        if (!row.On)
            return new Refused("no-change", $"The kill switch is off already{Since(row)}.");
        var decided = await loosening.DecideAsync(db, admin, row.OffAsk, stop);
        if (decided.Refused is { } refused)
            return refused;
        var account = Account.Of(admin);
        if (!decided.Value)
        {
            row.OffAsk = loosening.Ask(account, reason);
            return Loosening.Asked(account, "allow sending again", reason);
        }

        var why = Loosening.Because(row.OffAsk!, reason);
        (row.On, row.Reason, row.By, row.Since, row.OffAsk) = (false, why, account.Name, time.GetUtcNow(), null);
        return new AuditDraft(AuditEvents.KillSwitchOff, account, why);
    }

    private static string Since(KillSwitchRow row) => row.Since is { } since ? $" since {since:u} ({row.By})" : "";
}
