using System.Globalization;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// Changes one of the guards' numbers (decision 0055): tightened by one person at once, loosened by two (<see cref="Loosening"/>). Whatever reads the number in its transaction
/// goes by what commits here from here on.
/// </summary>
internal sealed class GuardNumberCommands(ConsoleDatabase database, CommandDesk desk, Loosening loosening, PresentNumbers numbers, TenantIdentity tenant, TimeProvider time)
{
    public Task<Outcome<Done>> ChangeAsync(Admin admin, NumberWish wish, string reason, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return desk.RunAsync(admin, new Command("guard.change-number", Detail: $"{wish.Number} from {wish.Seen} to {wish.Value}"), async _ =>
        {
            if ((await numbers.RefuseReasonAsync(reason, "The reason") ?? Impossible(wish)) is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync(db => ChangeAsync(db, admin, wish, reason, stop), stop);
        }, stop);
    }

    private async Task<Outcome<Done>> ChangeAsync(ConsoleDbContext db, Admin admin, NumberWish wish, string reason, CancellationToken stop)
    {
        var row = await db.Set<GuardNumbersRow>().FirstOrDefaultAsync(n => n.Tenant == tenant.TenantId, stop);
        var present = numbers.Of(row?.Numbers);
        if (Refuse(present, wish) is { } no)
            return no;
        var drafted = await DraftAsync(db, row!, present, admin, wish, reason);
        if (drafted.Refused is { } refused)
            return refused;
        row!.Version++;
        await AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [drafted.Value!], stop);
        db.Announce(ChangeKind.Guard);
        db.Announce(ChangeKind.Audit);
        return default(Done);
    }

    private static Refused? Impossible(NumberWish wish)
    {
        if (!Enum.IsDefined(wish.Number))
            return new Refused("no-such-number", $"The guards have no number {wish.Number}.");
        return NumberRule.Mistake(wish.Number, wish.Value) is { } mistake ? new Refused("number-out-of-range", mistake) : null;
    }

    /// <summary>What it is now is asked in the transaction that changes it: what was a tightening on the page may be a loosening by now.</summary>
    private static Refused? Refuse(GuardNumbers present, NumberWish wish)
    {
        if (present.Of(wish.Number) != wish.Seen)
            return new Refused("changed-meanwhile", $"Guards:{wish.Number} is {present.Of(wish.Number)} by now; you saw {wish.Seen}. Look again and repeat.");
        return present.With(wish.Number, wish.Value).Mistakes() is { Count: > 0 } mistakes ? new Refused("number-out-of-range", string.Join(' ', mistakes)) : null;
    }

    private async Task<Outcome<AuditDraft>> DraftAsync(ConsoleDbContext db, GuardNumbersRow row, GuardNumbers present, Admin admin, NumberWish wish, string reason)
    {
        var (account, now) = (Account.Of(admin), time.GetUtcNow());
        var ask = row.Asks.FirstOrDefault(a => a.Number == wish.Number && a.Stands(present, now));
        if (wish.Value == wish.Seen)
            return Keep(row, account, wish, ask, reason);
        if (!NumberRule.Of(wish.Number).Loosens(wish.Seen, wish.Value))
            return Change(row, account, wish, PlainText.Line(reason, PlainText.ReasonLength));

        // Only the very value that was asked for: another is another wish, and takes two of its own.
        var same = ask?.To == wish.Value ? ask.Ask : null;
        var decided = await loosening.DecideAsync(db, admin, same, default);
        if (decided.Refused is { } refused)
            return refused;
        return decided.Value ? Change(row, account, wish, Loosening.Because(same!, reason)) : AskFor(row, account, wish, reason);
    }

    /// <summary>Whoever wants it as it is says no to the one who asked for another.</summary>
    private static Outcome<AuditDraft> Keep(GuardNumbersRow row, Account account, NumberWish wish, NumberAsk? ask, string reason)
    {
        if (ask is null)
            return new Refused("no-change", $"Guards:{wish.Number} is {wish.Value} already.");
        row.Asks = [.. row.Asks.Where(a => a.Number != wish.Number)];
        return new AuditDraft(AuditEvents.LooseningDeclined, account,
            $"{PlainText.Line(account.Name)} keeps Guards:{wish.Number} at {wish.Seen}, which {PlainText.Line(ask.Ask.By.Name)} asked to make {ask.To}: {PlainText.Line(reason, PlainText.ReasonLength)}", Payload(wish, reason));
    }

    private AuditDraft Change(GuardNumbersRow row, Account account, NumberWish wish, string because)
    {
        var changed = FrozenNumbers.Read(row.Numbers);
        changed[wish.Number] = wish.Value;
        row.Numbers = FrozenNumbers.Write(changed);
        row.Changes = [.. row.Changes.Where(c => c.Number != wish.Number), new ChangedNumber(wish.Number, account.Name, time.GetUtcNow(), because)];
        row.Asks = [.. row.Asks.Where(a => a.Number != wish.Number)];
        return new AuditDraft(AuditEvents.GuardChanged, account, $"Guards:{wish.Number} {wish.Seen} → {wish.Value}: {because}", Payload(wish, because));
    }

    private AuditDraft AskFor(GuardNumbersRow row, Account account, NumberWish wish, string reason)
    {
        row.Asks = [.. row.Asks.Where(a => a.Number != wish.Number), new NumberAsk(wish.Number, wish.Seen, wish.Value, loosening.Ask(account, reason))];
        return Loosening.Asked(account, $"loosen Guards:{wish.Number} from {wish.Seen} to {wish.Value}", reason);
    }

    private static Dictionary<string, string?> Payload(NumberWish wish, string reason) => new()
    {
        ["number"] = wish.Number.ToString(),
        ["from"] = wish.Seen.ToString(CultureInfo.InvariantCulture),
        ["to"] = wish.Value.ToString(CultureInfo.InvariantCulture),
        ["reason"] = reason,
    };
}
