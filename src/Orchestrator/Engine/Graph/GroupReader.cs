using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.Graph.Models.ODataErrors;

namespace AutopilotReset.Engine.Graph;

/// <summary>Entra groups, read live for choosing devices.</summary>
internal sealed class GroupReader(GraphClients clients)
{
    private const int MostPages = 1_000;

    private static readonly string[] GroupFields = ["id", "displayName", "description"];
    private static readonly string[] DeviceFields = ["id", "deviceId", "displayName"];
    private static readonly string[] UserFields = ["id"];

    /// <summary>Of an advanced query; a link does not carry it over (graph.md §13).</summary>
    private static readonly KeyValuePair<string, string> Consistency = new("ConsistencyLevel", "eventual");

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
            r.Headers.Add(Consistency.Key, Consistency.Value);
        }, stop);
        return [.. (page?.Value ?? []).Where(g => g.Id is not null).Select(g => new GroupHit(g.Id!, g.DisplayName ?? "", g.Description)).OrderBy(g => g.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Devices that are transitive members: Entra device id and name. All pages or an exception.</summary>
    /// <exception cref="ODataError">Graph refused; 404: no such group.</exception>
    /// <exception cref="InvalidDataException">The pages lead nowhere.</exception>
    public async Task<IReadOnlyList<(string DeviceId, string Name)>> DevicesAsync(string groupId, Account reader, CancellationToken stop)
    {
        var members = clients.ForReading(reader, null).Groups[groupId].TransitiveMembers.GraphDevice;
        return await AllAsync(groupId, async link =>
        {
            var page = link is not null
                ? await members.WithUrl(link).GetAsync(r => r.Headers.Add(Consistency.Key, Consistency.Value), stop)
                : await members.GetAsync(r =>
                {
                    (r.QueryParameters.Select, r.QueryParameters.Top, r.QueryParameters.Count) = (DeviceFields, 999, true);
                    r.Headers.Add(Consistency.Key, Consistency.Value);
                }, stop);
            return (page?.Value?.ConvertAll(d => (LiveFields.Id(d.DeviceId) ?? "", d.DisplayName ?? "")), page?.OdataNextLink);
        });
    }

    /// <summary>Ids of the users who are transitive members. All pages or an exception. Names would need a scope of their own.</summary>
    /// <exception cref="ODataError">Graph refused; 404: no such group.</exception>
    /// <exception cref="InvalidDataException">The pages lead nowhere, or somebody has no id.</exception>
    public async Task<IReadOnlyList<string>> UsersAsync(string groupId, Account reader, CancellationToken stop)
    {
        var members = clients.ForReading(reader, null).Groups[groupId].TransitiveMembers.GraphUser;
        return await AllAsync(groupId, async link =>
        {
            var page = link is not null
                ? await members.WithUrl(link).GetAsync(r => r.Headers.Add(Consistency.Key, Consistency.Value), stop)
                : await members.GetAsync(r =>
                {
                    (r.QueryParameters.Select, r.QueryParameters.Top, r.QueryParameters.Count) = (UserFields, 999, true);
                    r.Headers.Add(Consistency.Key, Consistency.Value);
                }, stop);
            return (page?.Value?.ConvertAll(u => LiveFields.Id(u.Id) ?? throw new InvalidDataException($"A user in group {groupId} has no id.")), page?.OdataNextLink);
        });
    }

    private async Task<List<T>> AllAsync<T>(string groupId, Func<string?, Task<(List<T>? Members, string? Next)>> read)
    {
        var found = new List<T>();
        var (members, next) = await read(null);
        for (var number = 1; ; number++)
        {
            found.AddRange(members ?? throw new InvalidDataException($"Graph's answer for group {groupId} is no list of members."));
            if (next is not { } link)
                return found;
            if (number >= MostPages || !Uri.TryCreate(link, UriKind.Absolute, out var address) || !clients.Cloud.IsGraph(address))
                throw new InvalidDataException($"Graph's pages of group {groupId} lead nowhere: page {number + 1} is {link}.");
            (members, next) = await read(link);
        }
    }
}
