using System.Text.Json;
using AutopilotReset.Web.Components;
using Microsoft.Extensions.Caching.Distributed;

namespace AutopilotReset.Web.Features;

/// <summary>
/// What somebody has begun on a page and not sent: a plan half written, devices ticked. Kept under their own account in the console's encrypted cache, so that
/// neither a refresh nor a restart loses it, nobody else can open it, and none of it stands in an address or in a browser's history.
/// </summary>
internal sealed class Drafts(IDistributedCache cache, CurrentAdmin current)
{
    /// <summary>As long as a confirmation stands (Guards:ConfirmationValidHours, by default).</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>The draft, or <c>null</c> when there is none of this person's, or it is too old.</summary>
    public async Task<T?> FindAsync<T>(string what, CancellationToken stop)
        where T : class
    {
        var kept = await cache.GetAsync(await KeyAsync(what), stop);
        try
        {
            return kept is null ? null : JsonSerializer.Deserialize<T>(kept);
        }
        catch (JsonException)
        {
            // Written by another version: it is asked for again.
            return null;
        }
    }

    public async Task KeepAsync<T>(string what, T draft)
        where T : class =>
        await cache.SetAsync(await KeyAsync(what), JsonSerializer.SerializeToUtf8Bytes(draft), new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = KeptFor });

    private async Task<string> KeyAsync(string what) => $"draft:{(await current.GetAsync()).AccountId}:{what}";
}
