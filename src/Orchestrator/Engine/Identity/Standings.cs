using System.Collections.Concurrent;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Identity;

/// <summary>
/// Standing of admins, asked of Entra at most once a minute each. A send or a command needs one that was confirmed within
/// <see cref="MaxAge"/>; when the authority cannot be reached the answer is no (invariant 8).
/// </summary>
public sealed class Standings(IEntraSession session, TimeProvider time)
{
    /// <summary>How old a confirmation may be for a command or a send (design.md, Identity).</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<(string Account, Guid? Loan), Entry> _known = new();

    /// <summary>The account's standing, at most <see cref="MaxAge"/> old.</summary>
    public Task<Standing> ConfirmAsync(Account account, Guid? loan, CancellationToken stop) => ConfirmAsync(account, loan, MaxAge, stop);

    /// <summary>The account's standing, at most <paramref name="maxAge"/> old: open pages ask more often than once a minute, so that a lost role closes them within one.</summary>
    public async Task<Standing> ConfirmAsync(Account account, Guid? loan, TimeSpan maxAge, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(account);
        var entry = _known.GetOrAdd((account.Id, loan), _ => new Entry());
        await entry.Gate.WaitAsync(stop);
        try
        {
            if (entry.Last is { Kind: StandingKind.Confirmed } fresh && time.GetUtcNow() - fresh.CheckedAt < maxAge)
                return fresh;
            entry.Last = await session.AskStandingAsync(account, loan, stop);
            if (entry.Last.Kind != StandingKind.Unreachable && entry.Last is not { Kind: StandingKind.Confirmed, Level: AccessLevel.Operator })
                ForgetOthers(account, loan);
            return entry.Last;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>Refuses unless the admin is an operator right now.</summary>
    public async Task<Refused?> RequireOperatorAsync(Admin admin, CancellationToken stop)
    {
        var standing = await ConfirmAsync(Account.Of(admin), null, stop);
        return standing switch
        {
            { Kind: StandingKind.Confirmed, Level: AccessLevel.Operator } => null,
            { Kind: StandingKind.Confirmed } => new Refused("read-only", "Your role here is read-only."),
            _ => new Refused(standing.Kind == StandingKind.Unreachable ? "standing-unknown" : "role-lost", standing.Reason),
        };
    }

    /// <summary>Forgets what is known, so that the next question goes to Entra: after sign-in, sign-out or a refusal by Graph.</summary>
    public void Forget(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        foreach (var key in _known.Keys.Where(k => k.Account == account.Id))
            _known.TryRemove(key, out _);
    }

    /// <summary>A role that one question found lost is asked for anew wherever else it was believed: the open page that closes and the sender agree.</summary>
    private void ForgetOthers(Account account, Guid? loan)
    {
        foreach (var key in _known.Keys.Where(k => k.Account == account.Id && k.Loan != loan))
            _known.TryRemove(key, out _);
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
        public Standing? Last { get; set; }
    }
}
