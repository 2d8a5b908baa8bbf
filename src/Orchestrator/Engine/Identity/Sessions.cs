using AutopilotReset.Engine.Identity.TokenCache;

namespace AutopilotReset.Engine.Identity;

/// <summary>The end of an admin's interactive session: cut off, tokens gone. Copies lent to running batches stay.</summary>
public sealed class Sessions
{
    private readonly TokenLoans _loans;
    private readonly SessionCutoffs _cutoffs;
    private readonly Standings _standings;

    internal Sessions(TokenLoans loans, SessionCutoffs cutoffs, Standings standings) =>
        (_loans, _cutoffs, _standings) = (loans, cutoffs, standings);

    /// <inheritdoc cref="SessionCutoffs.EndAsync"/>
    public async Task EndAsync(Account account, DateTimeOffset started, SessionEnd why, string reason, CancellationToken stop)
    {
        await _cutoffs.EndAsync(account, started, why, reason, stop);
        await ForgetAsync(account, stop);
    }

    /// <summary>Deletes the interactive tokens, also of somebody who was turned away at the door.</summary>
    public async Task ForgetAsync(Account account, CancellationToken stop)
    {
        _standings.Forget(account);
        await _loans.ForgetAsync(account, stop);
    }

    /// <summary>Deletes what a sign-in stored that did not come to its end.</summary>
    public async Task ForgetAsync(StoredTokens stored, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(stored);
        foreach (var key in stored.Keys)
            await _loans.ForgetAsync(key, stop);
    }
}
