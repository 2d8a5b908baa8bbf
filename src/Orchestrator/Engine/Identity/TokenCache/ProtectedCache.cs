using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Identity.TokenCache;

/// <summary>
/// Encrypts what it stores, for its own key only: a row copied to another person's key does not open. What does not open any more
/// (keys lost, row altered, plain text) is deleted and counts as absent, so that the person simply signs in again; Identity.Web's own
/// encryption accepts plain rows and locks out everybody after a lost key (identity.md §6). Keys that cannot be read just now are a fault: nothing is deleted for it.
/// </summary>
internal sealed partial class ProtectedCache(IDistributedCache inner, IDataProtectionProvider protection, ILogger<ProtectedCache> log) : IDistributedCache
{
    private const string Purpose = "AutopilotReset.TokenCache";

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        var stored = await inner.GetAsync(key, token);
        if (stored is null)
            return null;
        try
        {
            return Protector(key).Unprotect(stored);
        }
        catch (CryptographicException closed) when (closed.InnerException is null or CryptographicException)
        {
            LogUnreadable(log, key);
            await inner.RemoveAsync(key, token);
            return null;
        }
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        StoredTokens.Note(key);
        return inner.SetAsync(key, Protector(key).Protect(value), options, token);
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => inner.RefreshAsync(key, token);

    public Task RemoveAsync(string key, CancellationToken token = default) => inner.RemoveAsync(key, token);

    public byte[]? Get(string key) => throw DatabaseTokenCache.OnlyAsync();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw DatabaseTokenCache.OnlyAsync();

    public void Refresh(string key) => throw DatabaseTokenCache.OnlyAsync();

    public void Remove(string key) => throw DatabaseTokenCache.OnlyAsync();

    private IDataProtector Protector(string key) => protection.CreateProtector(Purpose, key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stored session {Key} cannot be decrypted and was deleted; its owner has to sign in again.")]
    private static partial void LogUnreadable(ILogger log, string key);
}
