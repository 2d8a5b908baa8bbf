using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;

namespace AutopilotReset.Engine.Identity.TokenCache;

/// <summary>
/// Copies of an admin's tokens, lent to batches. Entra does not revoke a refresh token when it is used, so that a copy lives on beside the original (identity.md §5).
/// </summary>
internal sealed class TokenLoans(ConsoleDatabase database, IDistributedCache cache, TimeProvider time)
{
    /// <summary>A loan is taken just before its batch is stored; younger ones are left alone.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>As long as Identity.Web's own rows; each use pushes it on.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <exception cref="SignInNeededException">The admin has no session to lend.</exception>
    public async Task LendAsync(Account account, Guid loan, CancellationToken stop)
    {
        var tokens = await cache.GetAsync(account.CacheKey, stop)
            ?? throw new SignInNeededException("Your session ended. Sign in again, so that the console can act for you in the background.");
        await ReturnAsync(loan, stop);
        await cache.SetAsync(TokenPartition.KeyOf(loan, account.CacheKey), tokens, new DistributedCacheEntryOptions { SlidingExpiration = Life }, stop);
    }

    public Task ReturnAsync(Guid loan, CancellationToken stop)
    {
        var prefix = TokenPartition.Prefix(loan);
        return database.WriteAsync(db => db.Set<TokenCacheRow>().Where(r => r.Key.StartsWith(prefix)).ExecuteDeleteAsync(stop), stop);
    }

    /// <summary>Deletes the interactive copy; loans stay.</summary>
    public Task ForgetAsync(Account account, CancellationToken stop) => ForgetAsync(account.CacheKey, stop);

    /// <summary>Deletes one row of the cache.</summary>
    public Task ForgetAsync(string key, CancellationToken stop) => cache.RemoveAsync(key, stop);

    /// <summary>Deletes what expired, and loans whose batch is finished with nothing armed, or was never stored.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> SweepAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var needed = await database.ReadAsync(db => db.Batches
            .Where(b => b.State != BatchState.Finished || db.Requests.Any(r => r.BatchId == b.Id && r.ArmedSince != null))
            .Select(b => b.Id).ToListAsync(stop));
        var kept = needed.Select(TokenPartition.Prefix).ToHashSet(StringComparer.Ordinal);
        return await database.WriteAsync(async db =>
        {
            var expired = await db.Set<TokenCacheRow>().Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(stop);
            var old = now - Grace;
            var lent = await db.Set<TokenCacheRow>().Where(r => r.Key.StartsWith(TokenPartition.AnyLoan) && r.WrittenAt < old).Select(r => r.Key).ToListAsync(stop);
            var orphans = lent.Where(key => !kept.Contains(PrefixOf(key))).ToList();
            return expired + await db.Set<TokenCacheRow>().Where(r => orphans.Contains(r.Key)).ExecuteDeleteAsync(stop);
        }, stop);
    }

    private static string PrefixOf(string key) => key[..(key.IndexOf(':', TokenPartition.AnyLoan.Length) + 1)];
}
