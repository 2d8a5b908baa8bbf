using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// A guard is loosened by two people, who both say why: one asks, another does the same (decision 0044). Where nobody else has used the console for a while,
/// the one who asked may do it alone after a waiting period in which everybody is told.
/// </summary>
internal sealed class Loosening(TenantIdentity tenant, PresentNumbers numbers, IOptions<GuardOptions> options, TimeProvider time)
{
    /// <summary>Somebody else who may loosen counts as there for so long after their last sign-in.</summary>
    private static readonly TimeSpan SeenWithin = TimeSpan.FromDays(30);

    /// <summary>What this person's wish comes to: a refusal, <c>false</c> for an ask that has to be stored, <c>true</c> where the guard is loosened now.</summary>
    /// <param name="ask">What is stored with the guard.</param>
    public async Task<Outcome<bool>> DecideAsync(ConsoleDbContext db, Admin admin, LooseningAsk? ask, CancellationToken stop)
    {
        var (account, now) = (Account.Of(admin), time.GetUtcNow());
        if (FreshSignIn.ToLoosen(admin, await numbers.ReadAsync(db), now) is { } stale)
            return stale;
        if (ask is null || !ask.Stands(now))
            return false;
        if (!ask.By.IsSamePersonAs(account))
            return true;
        if (await OthersAsync(db, account, now, stop))
            return new Refused("second-person", $"You asked for it at {ask.At:u}. Another admin has to do the same.");
        var alone = ask.At.AddHours(options.Value.LoosenAloneAfterHours);
        return now >= alone
            ? true
            : new Refused("second-person", $"You asked for it at {ask.At:u}. Another admin has to do the same. Nobody else used this console in the last {SeenWithin.Days} days, so you may do it alone from {alone:u} on (Guards:LoosenAloneAfterHours).");
    }

    public LooseningAsk Ask(Account account, string reason) => new(account, time.GetUtcNow(), PlainText.Line(reason, PlainText.ReasonLength));

    /// <summary>The entry that tells everybody.</summary>
    public static AuditDraft Asked(Account account, string what, string reason) => new(
        AuditEvents.LooseningAsked, account, $"{PlainText.Line(account.Name)} asks to {what}; another admin has to do the same: {PlainText.Line(reason, PlainText.ReasonLength)}");

    /// <summary>Both reasons, as the audit keeps them.</summary>
    public static string Because(LooseningAsk ask, string reason) =>
        $"{PlainText.Line(reason, PlainText.ReasonLength)} (asked for by {PlainText.Line(ask.By.Name)}: {PlainText.Line(ask.Because, PlainText.ReasonLength)})";

    private Task<bool> OthersAsync(ConsoleDbContext db, Account account, DateTimeOffset now, CancellationToken stop)
    {
        var (tenantId, me, since) = (tenant.TenantId.ToLowerInvariant(), account.ObjectId.ToLowerInvariant(), now - SeenWithin);
        return db.Set<KnownAdmin>().AnyAsync(a => a.Tenant == tenantId && a.ObjectId != me && a.Level == AccessLevel.Operator && a.LastSeen > since, stop);
    }
}
