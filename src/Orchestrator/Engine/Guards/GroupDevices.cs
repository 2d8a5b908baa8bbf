using System.Net.Http.Headers;
using System.Text.Json;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;

namespace AutopilotReset.Engine.Guards;

/// <summary>Reads the devices that are transitive members of an Entra group. All pages or nothing: half a protected group protects half of it.</summary>
internal sealed class GroupDevices(GraphClients graph)
{
    private const int MostPages = 1_000;

    /// <summary>Entra device ids of the members. The cast needs <c>ConsistencyLevel</c> and <c>$count</c> (graph.md §9).</summary>
    /// <exception cref="HttpRequestException">Graph refused or could not be reached.</exception>
    /// <exception cref="InvalidOperationException">An answer that is not a page of devices.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(string groupId, Account reader, Guid? loan, CancellationToken stop)
    {
        var ids = new List<string>();
        Uri? next = new(graph.V1, $"groups/{Uri.EscapeDataString(groupId)}/transitiveMembers/microsoft.graph.device?$select=id,deviceId&$top=999&$count=true");
        for (var page = 0; next is not null; page++)
        {
            if (page == MostPages || !graph.Cloud.IsGraph(next))
                throw new InvalidOperationException($"Graph's pages of group {groupId} lead nowhere: page {page} is {next}.");
            using var answer = JsonDocument.Parse(await PageAsync(next, reader, loan, stop));
            if (!answer.RootElement.TryGetProperty("value", out var members) || members.ValueKind != JsonValueKind.Array)
                throw new InvalidOperationException($"Graph's answer for group {groupId} is no list of devices.");
            ids.AddRange(members.EnumerateArray().Select(DeviceId));
            next = answer.RootElement.TryGetProperty("@odata.nextLink", out var link) ? new Uri(link.GetString()!) : null;
        }

        return ids;
    }

    private async Task<byte[]> PageAsync(Uri page, Account reader, Guid? loan, CancellationToken stop)
    {
        using var client = graph.PageClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await graph.ReadTokenAsync(reader, loan, stop));
        request.Headers.Add("ConsistencyLevel", "eventual");
        using var answer = await client.SendAsync(request, stop);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(stop);
    }

    private static string DeviceId(JsonElement member) =>
        member.TryGetProperty("deviceId", out var id) && id.GetString() is { Length: > 0 } text
            ? text.ToLowerInvariant()
            : throw new InvalidOperationException("Graph named a member without its deviceId.");
}
