using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>Makes, keeps and shortens selections. Whatever cannot be bounded, read or found is refused, never read as "all" (invariant 6, R24).</summary>
internal sealed class SelectionDesk(
    ConsoleDatabase database, DeviceFinder finder, Standings standings, GroupReader groups, PastedChoice pasted, GroupChoice groupChoice, FilterChoice filters,
    DraftChoice drafts, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>Devices that one selection may hold; far above any batch (Guards:DevicesPerBatch), and a bound.</summary>
    public const int MostDevices = 10_000;

    private const int LongestGroupText = 120;

    /// <summary>A selection nobody made a review of in this time is deleted.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(14);

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
        return await KeepAsync(new ChoiceScope(admin, current), chosen, stop);
    }

    public async Task<Selection?> GetAsync(Admin admin, Guid id, CancellationToken stop)
    {
        var row = await OwnAsync(admin, id, stop);
        if (row is null)
            return null;
        var kept = await database.ReadAsync(db => db.Set<SelectedDevice>().Where(d => d.SelectionId == id).OrderBy(d => d.Position).ToListAsync(stop));
        var shown = new Dictionary<string, DeviceRow>(StringComparer.OrdinalIgnoreCase);
        if (await finder.CurrentAsync(admin, stop) is { } current)
        {
            var places = await DeviceFinder.ByKeyAsync(current, kept.Select(k => k.Key));
            foreach (var device in await finder.ShowAsync(admin, current, [.. places.Values], stop))
                shown[device.Row.Key] = device.Row;
        }

        return new Selection(row.Id, row.Source, [.. kept.Select(k => shown.GetValueOrDefault(k.Key) ?? Forgotten(k))], row.Problems) { DraftId = row.DraftId };
    }

    public async Task<Outcome<Selection>> RemoveAsync(Admin admin, Guid id, IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        if (await standings.RequireOperatorAsync(admin, stop) is { } refused)
            return refused;
        if (await OwnAsync(admin, id, stop) is null)
            return new Refused("selection-not-found", $"There is no selection {id} of yours. Choose the devices again.");
        await database.WriteAsync(db => db.Set<SelectedDevice>().Where(d => d.SelectionId == id && keys.Contains(d.Key)).ExecuteDeleteAsync(stop), stop);
        return (await GetAsync(admin, id, stop))!;
    }

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
        choice is null or Choice.Keys { DeviceKeys: null } or Choice.Matching { Query: null } or Choice.Group { GroupId: null or "" } or Choice.Pasted { Text: null };

    private Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, Choice choice, CancellationToken stop) => choice switch
    {
        Choice.Keys keys => KeysAsync(scope, keys),
        Choice.Matching matching => filters.ChooseAsync(scope, matching, stop),
        Choice.Saved saved => filters.ChooseAsync(scope, saved, stop),
        Choice.Draft draft => drafts.ChooseAsync(scope, draft, stop),
        Choice.Group group => groupChoice.ChooseAsync(scope, group, stop),
        Choice.Pasted lines => pasted.ChooseAsync(scope, lines.Text, stop),
        _ => Task.FromResult<Outcome<Chosen>>(new Refused("choice-unknown", "This kind of choice is not known.")),
    };

    private static async Task<Outcome<Chosen>> KeysAsync(ChoiceScope scope, Choice.Keys choice)
    {
        var keys = choice.DeviceKeys.Where(k => !string.IsNullOrWhiteSpace(k)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (keys.Count > MostDevices)
            return new Refused("selection-too-large", $"{keys.Count:N0} devices were chosen; a selection holds at most {MostDevices:N0}.");
        var found = await DeviceFinder.ByKeyAsync(scope.Current, keys);
        return new Chosen("picked on the devices page", [.. keys.Where(found.ContainsKey).Select(k => found[k])],
            [.. keys.Where(k => !found.ContainsKey(k)).Select(k => new SelectionProblem(0, k, "Your inventory holds no such device (any more).", []))]);
    }

    private async Task<Selection> KeepAsync(ChoiceScope scope, Chosen chosen, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var shown = await finder.ShowAsync(scope.Admin, scope.Current, chosen.Devices, stop);
        var row = new SelectionRow
        {
            Id = Guid.CreateVersion7(now),
            Tenant = tenant.TenantId,
            Owner = scope.Admin.AccountId,
            Source = chosen.Source,
            CreatedAt = now,
            Problems = chosen.Problems,
            DraftId = chosen.DraftId,
        };
        await database.WriteAsync(async db =>
        {
            var old = now - KeptFor;
            await db.Set<SelectionRow>().Where(s => s.Tenant == tenant.TenantId && s.CreatedAt < old).ExecuteDeleteAsync(stop);
            db.Add(row);
            db.AddRange(shown.Select((d, i) => new SelectedDevice { SelectionId = row.Id, Position = i, Key = d.Row.Key, Name = d.Row.Name, Serial = d.Row.Serial }));
        }, stop);
        return new Selection(row.Id, row.Source, [.. shown.Select(d => d.Row)], row.Problems) { DraftId = row.DraftId };
    }

    private Task<SelectionRow?> OwnAsync(Admin admin, Guid id, CancellationToken stop) =>
        database.ReadAsync(db => db.Set<SelectionRow>().FirstOrDefaultAsync(s => s.Id == id && s.Tenant == tenant.TenantId && s.Owner == admin.AccountId, stop));

    private static DeviceRow Forgotten(SelectedDevice device) => new()
    {
        Key = device.Key,
        Name = device.Name,
        Serial = device.Serial,
        JoinType = "unknown",
        Missing = true,
        Verdict = Verdict.Refused,
        Reasons = [new Reason("missing-from-inventory", Verdict.Refused, "Your inventory no longer holds this device. Remove it, or sync and choose again.")],
    };
}
