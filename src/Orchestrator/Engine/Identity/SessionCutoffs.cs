using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Identity;

/// <summary>
/// Ends sessions on the server. A cookie is good until it expires, whatever happened to the role (identity.md §7), so every request and every open page asks here.
/// </summary>
public sealed class SessionCutoffs(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>Why a session that began at <paramref name="started"/> is over; <c>null</c>: it is not.</summary>
    public async Task<SessionEnd?> EndedAsync(string accountId, DateTimeOffset started, CancellationToken stop)
    {
        var cutoff = await database.ReadAsync(db => db.Set<SessionCutoff>().FirstOrDefaultAsync(c => c.AccountId == accountId, stop));
        return cutoff is not null && started <= cutoff.At ? cutoff.Why : null;
    }

    /// <summary>Ends every session of the account that began up to now, and says so in the audit once.</summary>
    /// <param name="account">Whose sessions.</param>
    /// <param name="started">When the session began in which the end was noticed.</param>
    /// <param name="why">Shown to the person.</param>
    /// <param name="reason">The audit's sentence; ends with a full stop.</param>
    /// <param name="stop">Cancels.</param>
    public Task EndAsync(Account account, DateTimeOffset started, SessionEnd why, string reason, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(account);
        return database.WriteAsync(async db =>
        {
            var row = await db.Set<SessionCutoff>().FirstOrDefaultAsync(c => c.AccountId == account.Id, stop);
            if (row is not null && started <= row.At)
                return;
            var now = time.GetUtcNow();
            if (row is null)
                db.Add(new SessionCutoff { AccountId = account.Id, At = now, Why = why });
            else
                (row.At, row.Why) = (now, why);
            await AuditChain.AppendAsync(db, tenant.TenantId, now, [new AuditDraft(EventOf(why), account, reason)], stop);
        }, stop);
    }

    private static string EventOf(SessionEnd why) => why switch
    {
        SessionEnd.SignedOut => AuditEvents.SignedOut,
        SessionEnd.RoleLost => AuditEvents.RoleLost,
        SessionEnd.SignInNeeded => AuditEvents.SessionEnded,
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "No audit event for this end of a session."),
    };
}
