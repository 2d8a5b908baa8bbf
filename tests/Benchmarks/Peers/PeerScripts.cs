using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AutopilotReset.Benchmarks.Sending;
using Microsoft.Graph;
using Microsoft.Graph.DeviceManagement.ManagedDevices.Item.Wipe;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace AutopilotReset.Benchmarks.Peers;

/// <summary>What people run today, done as well as such scripts are usually done: they retry what failed, and know no other way to find out.</summary>
internal static class PeerScripts
{
    private const int Tries = 5;
    private const int AtOnce = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>One device after the other; waits as long as it is told after 429, five seconds after anything else, and tries again.</summary>
    /// <returns>Devices that failed to the end.</returns>
    public static async Task<int> SequentialAsync(TenantWire wire)
    {
        using var http = new HttpClient(wire.Handler());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", wire.Offer.AdminToken);
        var failed = 0;
        foreach (var device in wire.Offer.Devices)
        {
            var sent = false;
            for (var attempt = 0; attempt < Tries && !sent; attempt++)
                sent = await PostAsync(http, device.ManagedDeviceId);
            failed += sent ? 0 : 1;
        }

        return failed;
    }

    /// <summary>Twenty at once through the Graph SDK with all its defaults, retries included; then again for those that failed.</summary>
    /// <returns>Devices that failed to the end.</returns>
    public static async Task<int> ParallelAsync(TenantWire wire)
    {
        using var http = GraphClientFactory.Create(finalHandler: wire.Handler());
        using var graph = new GraphServiceClient(http, new BaseBearerTokenAuthenticationProvider(new GivenToken(wire.Offer.AdminToken)));
        var left = wire.Offer.Devices.Select(d => d.ManagedDeviceId).ToList();
        for (var pass = 0; pass < Tries && left.Count > 0; pass++)
        {
            var failed = new ConcurrentBag<string>();
            await Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, stop) =>
            {
                try
                {
                    await graph.DeviceManagement.ManagedDevices[id].Wipe.PostAsync(new WipePostRequestBody { KeepEnrollmentData = true, KeepUserData = false }, cancellationToken: stop);
                }
                catch (Exception failure) when (failure is ApiException or HttpRequestException or AggregateException)
                {
                    failed.Add(id);
                }
            });
            left = [.. failed];
        }

        return left.Count;
    }

    private static async Task<bool> PostAsync(HttpClient http, string id)
    {
        using var body = new StringContent("""{"keepEnrollmentData":true,"keepUserData":false}""", Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.PostAsync(new Uri($"https://graph.microsoft.com/v1.0/deviceManagement/managedDevices/{id}/wipe"), body);
            if (answer.IsSuccessStatusCode)
                return true;
            var told = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer.Headers.RetryAfter?.Delta : null;
            await Task.Delay(told ?? Pause, TimeProvider.System);
        }
        catch (HttpRequestException)
        {
            await Task.Delay(Pause, TimeProvider.System);
        }

        return false;
    }

    private sealed class GivenToken(string token) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new();

        public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) => Task.FromResult(token);
    }
}
