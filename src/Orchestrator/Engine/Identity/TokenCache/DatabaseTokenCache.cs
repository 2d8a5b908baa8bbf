using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;

namespace AutopilotReset.Engine.Identity.TokenCache;

/// <summary>
/// The distributed cache in the console's own database: a backup of one file is a backup of the sessions too, and a restart loses none.
/// Never call it inside a write transaction: it takes the same gate.
/// </summary>
internal sealed class DatabaseTokenCache(ConsoleDatabase database, TimeProvider time) : IDistributedCache
{
    /// <summary>For entries that state no life of their own: Entra's refresh tokens die after 90 days unused (identity.md §5).</summary>
    private static readonly TimeSpan DefaultLife = TimeSpan.FromDays(90);

    /// <summary>A read pushes the expiry only when it moves by this much, so that reading does not mean writing.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        var now = time.GetUtcNow();
        var row = await database.ReadAsync(db => db.Set<TokenCacheRow>().FirstOrDefaultAsync(r => r.Key == key, token));
        if (row is null || row.ExpiresAt <= now)
            return null;
        if (row.Sliding is { } sliding && now + sliding - row.ExpiresAt > Slack)
            await RefreshAsync(key, token);
        return row.Value;
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return database.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            var expires = Expiry(options, now);
            var row = await db.Set<TokenCacheRow>().FirstOrDefaultAsync(r => r.Key == key, token);
            if (row is null)
            {
                db.Add(new TokenCacheRow { Key = key, Value = value, WrittenAt = now, ExpiresAt = expires, Sliding = options.SlidingExpiration });
                return;
            }

            (row.Value, row.WrittenAt, row.ExpiresAt, row.Sliding) = (value, now, expires, options.SlidingExpiration);
        }, token);
    }

    public Task RefreshAsync(string key, CancellationToken token = default) =>
        database.WriteAsync(async db =>
        {
            var row = await db.Set<TokenCacheRow>().FirstOrDefaultAsync(r => r.Key == key, token);
            if (row?.Sliding is { } sliding)
                row.ExpiresAt = time.GetUtcNow() + sliding;
        }, token);

    public Task RemoveAsync(string key, CancellationToken token = default) =>
        database.WriteAsync(db => db.Set<TokenCacheRow>().Where(r => r.Key == key).ExecuteDeleteAsync(token), token);

    public byte[]? Get(string key) => throw OnlyAsync();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw OnlyAsync();

    public void Refresh(string key) => throw OnlyAsync();

    public void Remove(string key) => throw OnlyAsync();

    internal static NotSupportedException OnlyAsync() => new("The token cache is read and written asynchronously only.");

    private static DateTimeOffset Expiry(DistributedCacheEntryOptions options, DateTimeOffset now) =>
        options.AbsoluteExpiration
        ?? now + (options.AbsoluteExpirationRelativeToNow ?? options.SlidingExpiration ?? DefaultLife);
}
