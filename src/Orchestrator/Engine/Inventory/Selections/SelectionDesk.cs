using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>Makes, shows and changes selections. Whatever cannot be bounded, read or found is refused, never read as "all" (invariant 6, R24).</summary>
internal sealed class SelectionDesk(
    SelectionStore store, DeviceFinder finder, Standings standings, GroupReader groups, GroupChoice groupChoice, GroupUsersChoice groupUsers, FilterChoice filters, DraftChoice drafts)
{
    /// <summary>Devices that one selection may hold: a bound.</summary>
    public const int MostDevices = Selection.MostDevices;

    private const int LongestGroupText = 120;

    private static Refused Empty => new("selection-empty", "Nothing was chosen. An empty choice is never read as \"all\".");

    public async Task<Outcome<Selection>> SelectAsync(Admin admin, Choice choice, CancellationToken stop)
    {
        if (await standings.RequireOperatorAsync(admin, stop) is { } refused)
            return refused;
        if (IsNothing(choice))
            return Empty;
        if (await finder.CurrentAsync(admin, stop) is not { } current)
            return new Refused("no-inventory", "The inventory has not been read to its end yet. Wait for the sync, then choose again.");
        var outcome = await ChooseAsync(new ChoiceScope(admin, current), choice, stop);
        if (outcome.Refused is { } no)
            return no;
        var chosen = outcome.Value!;
        if (chosen.Devices.Count > MostDevices)
            return new Refused("selection-too-large", $"{chosen.Devices.Count:N0} devices were chosen; a selection holds at most {MostDevices:N0}.");
        if (chosen.Devices.Count == 0 && chosen.Problems.Count == 0)
            return Empty;
        var id = await store.KeepAsync(new ChoiceScope(admin, current), chosen, stop);
        return (await GetAsync(admin, id, stop))!;
    }

    public async Task<Selection?> GetAsync(Admin admin, Guid id, CancellationToken stop) =>
        await store.OwnAsync(admin, id, stop) is { } row ? await store.ShowAsync(admin, row, stop) : null;

    public async Task<IReadOnlyList<DeviceRow>> DevicesAsync(Admin admin, Guid id, int skip, int take, CancellationToken stop) =>
        await store.OwnAsync(admin, id, stop) is null ? [] : await store.DevicesAsync(admin, id, skip, take, stop);

    public async Task<IReadOnlyList<SelectionProblem>> ProblemsAsync(Admin admin, Guid id, int skip, int take, CancellationToken stop) =>
        await store.OwnAsync(admin, id, stop) is null ? [] : await store.ProblemsAsync(admin, id, skip, take, stop);

    public Task<Outcome<Selection>> RemoveAsync(Admin admin, Guid id, IReadOnlyCollection<string> keys, CancellationToken stop) => ChangeAsync(admin, id, async () =>
    {
        await store.RemoveAsync(id, keys, stop);
        return null;
    }, stop);

    public Task<Outcome<Selection>> AddAsync(Admin admin, Guid id, IReadOnlyCollection<string> keys, CancellationToken stop) => ChangeAsync(admin, id, async () =>
    {
        if (await finder.CurrentAsync(admin, stop) is not { } current)
            return new Refused("no-inventory", "The inventory has not been read to its end yet.");
        var found = await DeviceFinder.ByKeyAsync(current, keys);
        return keys.FirstOrDefault(k => !found.ContainsKey(k)) is { } unknown
            ? new Refused("device-not-found", $"Your inventory holds no device {unknown} (any more). Nothing was added.")
            : await store.AddAsync(new ChoiceScope(admin, current), id, found.Values, stop);
    }, stop);

    public async Task<Outcome<IReadOnlyList<GroupHit>>> FindGroupsAsync(Admin admin, string text, CancellationToken stop)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestGroupText)
            return new Refused("group-text", $"Type 1 to {LongestGroupText} characters of the group's name.");
        try
        {
            return await groups.FindAsync(text, Account.Of(admin), stop);
        }
        catch (Exception fault) when (GroupChoice.IsOfGraph(fault, stop))
        {
            return new Refused("groups-unreadable", $"Groups could not be read: {fault.Message}");
        }
    }

    /// <summary>Null where the contract has none, as a caller's mistake may leave it.</summary>
    private static bool IsNothing(Choice? choice) =>
        choice is null or Choice.Keys { DeviceKeys: null } or Choice.Matching { Query: null } or Choice.Group { GroupId: null or "" } or Choice.GroupUsers { GroupId: null or "" } or Choice.Pasted { Text: null };

    private Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, Choice choice, CancellationToken stop) => choice switch
    {
        Choice.Keys keys => KeysAsync(scope, keys),
        Choice.Matching matching => filters.ChooseAsync(scope, matching, stop),
        Choice.Saved saved => filters.ChooseAsync(scope, saved, stop),
        Choice.Draft draft => drafts.ChooseAsync(scope, draft, stop),
        Choice.Group group => groupChoice.ChooseAsync(scope, group, stop),
        Choice.GroupUsers group => groupUsers.ChooseAsync(scope, group, stop),
        Choice.Pasted lines => PastedChoice.ChooseAsync(scope, lines.Text),
        _ => Task.FromResult<Outcome<Chosen>>(new Refused("choice-unknown", "This kind of choice is not known.")),
    };

    private static async Task<Outcome<Chosen>> KeysAsync(ChoiceScope scope, Choice.Keys choice)
    {
        var keys = choice.DeviceKeys.Where(k => !string.IsNullOrWhiteSpace(k)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (keys.Count > MostDevices)
            return new Refused("selection-too-large", $"{keys.Count:N0} devices were chosen; a selection holds at most {MostDevices:N0}.");
        var found = await DeviceFinder.ByKeyAsync(scope.Current, keys);
        return new Chosen("picked on the devices page", [.. keys.Where(found.ContainsKey).Select(k => found[k]).Distinct()],
            [.. keys.Where(k => !found.ContainsKey(k)).Select(k => new Unclear(0, k, "Your inventory holds no such device (any more).", []))]);
    }

    private async Task<Outcome<Selection>> ChangeAsync(Admin admin, Guid id, Func<Task<Refused?>> change, CancellationToken stop)
    {
        if (await standings.RequireOperatorAsync(admin, stop) is { } refused)
            return refused;
        if (await store.OwnAsync(admin, id, stop) is null)
            return new Refused("selection-not-found", $"There is no selection {id} of yours. Choose the devices again.");
        return await change() is { } no ? no : (await GetAsync(admin, id, stop))!;
    }
}
