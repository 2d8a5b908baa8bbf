using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;

namespace AutopilotReset.Engine.Identity.TokenCache;

/// <summary>MSAL's cache over ours, with a key per <see cref="TokenPartition"/>: sign-out removes the interactive copy and leaves those lent to running batches.</summary>
internal sealed class PartitionedTokenCache(
    IDistributedCache cache, IOptions<MsalDistributedTokenCacheAdapterOptions> options, ILogger<MsalDistributedTokenCacheAdapter> log)
    : MsalDistributedTokenCacheAdapter(cache, options, log)
{
    public override string GetSuggestedCacheKey(TokenCacheNotificationArgs args)
    {
        var key = base.GetSuggestedCacheKey(args);
        return args is { IsApplicationCache: false } && !string.IsNullOrEmpty(key) ? TokenPartition.KeyOf(key) : key;
    }
}
