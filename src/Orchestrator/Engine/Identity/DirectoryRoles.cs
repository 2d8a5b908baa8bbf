using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AutopilotReset.Engine.Graph;

namespace AutopilotReset.Engine.Identity;

/// <summary>
/// An admin's directory roles from Graph, for tenants whose tokens carry no <c>wids</c> (graph.md §8): those held through groups too.
/// Only active roles are members here; an eligible one that is not activated is not.
/// </summary>
internal sealed class DirectoryRoles(IHttpClientFactory http, MicrosoftCloud cloud)
{
    private const string Path = "v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,displayName,roleTemplateId";

    /// <summary>Somebody waits at the sign-in, and asks again if need be.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <returns>Role template ids.</returns>
    /// <exception cref="ClaimsChallengeException">Graph wants a token with these claims.</exception>
    /// <exception cref="AuthorityUnreachableException">Graph did not answer, or refused: nothing is known.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(string accessToken, CancellationToken stop)
    {
        var ids = new List<string>();
        for (var next = new Uri(cloud.Graph, Path); next is not null;)
        {
            using var page = await PageAsync(next, accessToken, stop);
            foreach (var role in page.RootElement.GetProperty("value").EnumerateArray())
            {
                if (role.TryGetProperty("roleTemplateId", out var id) && id.GetString() is { Length: > 0 } text)
                    ids.Add(text);
            }

            next = NextOf(page.RootElement);
        }

        return ids;
    }

    private async Task<JsonDocument> PageAsync(Uri address, string accessToken, CancellationToken stop)
    {
        try
        {
            using var client = http.CreateClient(GraphClients.StandingClient);
            client.Timeout = Patience;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
            using var response = await client.SendAsync(request, stop);
            if (response.StatusCode == HttpStatusCode.Unauthorized && ClaimsChallenge.Of(response) is { } claims)
                throw new ClaimsChallengeException(claims);
            if (!response.IsSuccessStatusCode)
                throw new AuthorityUnreachableException($"Your directory roles could not be read: Graph answered {(int)response.StatusCode}.");
            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(stop));
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or TimeoutException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new AuthorityUnreachableException("Your directory roles could not be read: Graph did not answer.", failure);
        }
    }

    private Uri? NextOf(JsonElement page)
    {
        if (!page.TryGetProperty("@odata.nextLink", out var link) || link.GetString() is not { } text)
            return null;
        var next = new Uri(text);
        return cloud.IsGraph(next) ? next : throw new AuthorityUnreachableException($"Graph's next page pointed to {next.Host}; only {cloud.Graph.Host} is Graph here.");
    }
}

/// <summary>Graph wants a token with further claims (identity.md §3).</summary>
internal sealed class ClaimsChallengeException(string claims) : Exception("Graph asks for a new token.")
{
    public string Claims { get; } = claims;
}
