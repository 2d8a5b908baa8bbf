using System.Security.Claims;
using AutopilotReset.Engine.Identity;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>Asks whether an open page's session still stands, and ends it everywhere when it does not.</summary>
internal sealed class SessionEnds(Standings standings, SessionCutoffs cutoffs, Sessions sessions, OpenCircuits circuits, TimeProvider time)
{
    public const string Expired = nameof(Expired);

    /// <summary>How often an open page is asked, and how old the answer about its owner may be: together well below a minute.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <returns>Why the page must close; <c>null</c>: it stays. When Entra cannot be reached pages stay; sends stop elsewhere.</returns>
    public async Task<CircuitEnd?> CheckAsync(ClaimsPrincipal person, CancellationToken stop)
    {
        if (AdminClaims.StartedAt(person) is not { } started || AdminClaims.EndsAt(person) is not { } ends || time.GetUtcNow() >= ends)
            return new(Expired);
        var admin = AdminClaims.ToAdmin(person);
        if (await cutoffs.EndedAsync(admin.AccountId, started, stop) is { } why)
            return new(why.ToString());

        var account = Account.Of(admin);
        var standing = await standings.ConfirmAsync(account, loan: null, Interval, stop);
        return standing switch
        {
            { Kind: StandingKind.RoleLost } => await EndAsync(account, started, SessionEnd.RoleLost, $"{account.Name} lost the role; open pages were closed.", null, stop),
            { Kind: StandingKind.Confirmed } when standing.Level < admin.Level =>
                await EndAsync(account, started, SessionEnd.RoleLost, $"{account.Name} is now {standing.Level} instead of {admin.Level}; open pages were closed.", null, stop),
            { Kind: StandingKind.SignInNeeded } => await EndAsync(account, started, SessionEnd.SignInNeeded, $"Entra ended the session of {account.Name}.", standing.Claims, stop),
            _ => null,
        };
    }

    /// <summary>Ends every session of the person who signs out; what was lent to running batches stays.</summary>
    /// <param name="page">The page on which the button was pressed; the others are closed with words.</param>
    public async Task SignedOutAsync(ClaimsPrincipal person, Guid? page, CancellationToken stop)
    {
        var account = Account.Of(AdminClaims.ToAdmin(person));
        var started = AdminClaims.StartedAt(person) ?? time.GetUtcNow();
        await EndAsync(account, started, SessionEnd.SignedOut, $"{account.Name} signed out.", null, stop, page);
    }

    private async Task<CircuitEnd> EndAsync(Account account, DateTimeOffset started, SessionEnd why, string reason, string? claims, CancellationToken stop, Guid? leaving = null)
    {
        await sessions.EndAsync(account, started, why, reason, stop);
        var end = new CircuitEnd(why.ToString(), claims);
        await circuits.CloseAsync(account.Id, end, leaving);
        return end;
    }
}
