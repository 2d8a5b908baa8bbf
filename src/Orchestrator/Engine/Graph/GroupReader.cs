using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace AutopilotReset.Engine.Graph;

/// <summary>Entra groups, read live for choosing devices.</summary>
internal sealed class GroupReader(GraphClients clients)
{
    private const int MostPages = 1_000;

    private static readonly string[] GroupFields = ["id", "displayName", "description"];
    private static readonly string[] DeviceFields = ["id", "deviceId", "displayName"];

    /// <summary>Groups whose name has a word that begins with the text; at most 50. An advanced query (graph.md §9).</summary>
    /// <exception cref="ODataError">Graph refused.</exception>
    public async Task<GroupHit[]> FindAsync(string text, Account reader, CancellationToken stop)
    {
        var graph = clients.ForReading(reader, null);
        var page = await graph.Groups.GetAsync(r =>
        {
            r.QueryParameters.Search = $"\"displayName:{text.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)}\"";
            r.QueryParameters.Select = GroupFields;
            r.QueryParameters.Top = 50;
            r.QueryParameters.Count = true;
            r.Headers.Add("ConsistencyLevel", "eventual");
        }, stop);
        return [.. (page?.Value ?? []).Where(g => g.Id is not null).Select(g => new GroupHit(g.Id!, g.DisplayName ?? "", g.Description)).OrderBy(g => g.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Devices that are transitive members: Entra device id and name. All pages or an exception.</summary>
    /// <exception cref="ODataError">Graph refused; 404: no such group.</exception>
    /// <exception cref="InvalidDataException">The pages lead nowhere.</exception>
    public async Task<IReadOnlyList<(string DeviceId, string Name)>> DevicesAsync(string groupId, Account reader, CancellationToken stop)
    {
        var members = clients.ForReading(reader, null).Groups[groupId].TransitiveMembers.GraphDevice;
        var found = new List<(string, string)>();
        var page = await members.GetAsync(r =>
        {
            r.QueryParameters.Select = DeviceFields;
            r.QueryParameters.Top = 999;
            r.QueryParameters.Count = true;
            r.Headers.Add("ConsistencyLevel", "eventual");
        }, stop);
        for (var number = 1; ; number++)
        {
            foreach (var device in page?.Value ?? throw new InvalidDataException($"Graph's answer for group {groupId} is no list of devices."))
                found.Add((LiveFields.Id(device.DeviceId) ?? "", device.DisplayName ?? ""));
            if (page.OdataNextLink is not { } link)
                return found;
            page = await NextAsync(members, link, groupId, number, stop);
        }
    }

    /// <summary>The header is not carried over by the link (graph.md §13).</summary>
    private async Task<DeviceCollectionResponse?> NextAsync(
        Microsoft.Graph.Groups.Item.TransitiveMembers.GraphDevice.GraphDeviceRequestBuilder members, string link, string groupId, int number, CancellationToken stop)
    {
        if (number >= MostPages || !Uri.TryCreate(link, UriKind.Absolute, out var address) || !clients.Cloud.IsGraph(address))
            throw new InvalidDataException($"Graph's pages of group {groupId} lead nowhere: page {number + 1} is {link}.");
        return await members.WithUrl(link).GetAsync(r => r.Headers.Add("ConsistencyLevel", "eventual"), stop);
    }
}
