using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Devices of the run that an admin sees, by query, key or id; shown as they are judged now.</summary>
internal sealed class DeviceFinder(ConsoleDatabase database, RunIndexes indexes, DeviceRows rows, JudgingContexts contexts, Readers readers, TenantIdentity tenant)
{
    public Task<CurrentRun?> CurrentAsync(Admin admin, CancellationToken stop) => CurrentRun.OfAsync(database, indexes, tenant, readers.Of(admin), stop);

    /// <summary>The application reads by itself, so that there is an inventory that is nobody's own.</summary>
    public bool ApplicationReads => readers.ApplicationReads;

    /// <summary>The application's own inventory; <c>null</c> before its first full read.</summary>
    public Task<CurrentRun?> ApplicationRunAsync(CancellationToken stop) => CurrentRun.OfAsync(database, indexes, tenant, InventoryReader.Application, stop);

    /// <summary>The first hits there, with nobody looking, and how many there are.</summary>
    public async Task<DevicePage> ApplicationFindAsync(CurrentRun current, DeviceQuery query, int take, CancellationToken stop)
    {
        var context = await contexts.GetAsync(readers.Application, stop);
        var (places, total) = await PlacesAsync(current, query, context, 0, take);
        return new DevicePage([.. (await rows.ReadAsync(current.Index, places, current.ReadAt, context)).Select(d => d.Row)], total);
    }

    public async Task<DevicePage> FindAsync(Admin admin, CurrentRun current, DeviceQuery query, int skip, int take, CancellationToken stop)
    {
        var context = await contexts.GetAsync(Account.Of(admin), stop);
        var (places, total) = await PlacesAsync(current, query, context, skip, take);
        return new DevicePage([.. (await rows.ReadAsync(current.Index, places, current.ReadAt, context)).Select(d => d.Row)], total);
    }

    /// <summary>A part of the hits, and how many hits there are.</summary>
    public static async Task<(IReadOnlyList<int> Places, int Total)> PlacesAsync(CurrentRun current, DeviceQuery query, EligibilityContext context, int skip, int take)
    {
        var armed = query.Armed is null ? [] : await ArmedAsync(current, context);
        var question = new DeviceQuestion(
            SearchText.Of(query.Text), FlagFilter.Of(query), query.Sort, query.Descending, Only: query.Armed == true ? armed : null, Not: query.Armed == false ? armed : []);
        return await DeviceSearch.FindAsync(current.Index, question, Math.Max(0, skip), Math.Max(0, take));
    }

    /// <summary>In the order of the places.</summary>
    public async Task<IReadOnlyList<ShownDevice>> ShowAsync(Admin admin, CurrentRun current, IReadOnlyList<int> places, CancellationToken stop) =>
        await rows.ReadAsync(current.Index, places, current.ReadAt, await contexts.GetAsync(Account.Of(admin), stop));

    public Task<EligibilityContext> ContextAsync(Admin admin, CancellationToken stop) => contexts.GetAsync(Account.Of(admin), stop);

    /// <summary>Places by key; a key that the run does not hold is absent.</summary>
    public static async Task<Dictionary<string, int>> ByKeyAsync(CurrentRun current, IEnumerable<string> keys)
    {
        var (byId, sizes) = (await current.Index.ByIdAsync(), await current.Index.SizesAsync());
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys.Where(k => k.Length > 2 && k[1] == '-'))
        {
            foreach (var place in byId[DeviceIdKey.Of(key[2..])].Where(p => IsOf(char.ToLowerInvariant(key[0]), sizes.ListOf(p))))
                found.TryAdd(key, place);
        }

        return found;
    }

    /// <summary>A device kept from an earlier run may be of any list.</summary>
    private static bool IsOf(char letter, RecordKind list) => list switch
    {
        RecordKind.Intune => letter == DeviceColumns.IntuneList,
        RecordKind.Entra => letter == DeviceColumns.EntraList,
        RecordKind.Autopilot => letter == DeviceColumns.AutopilotList,
        _ => true,
    };

    /// <summary>Places for which an order of ours was accepted and not proven.</summary>
    private static async Task<int[]> ArmedAsync(CurrentRun current, EligibilityContext context)
    {
        var ids = context.OpenOrders.Concat(context.ArmedOrders).Where(o => o.Value.ArmedSince is not null).Select(o => DeviceIdKey.Of(o.Key)).ToHashSet();
        return ids.Count == 0 ? [] : await PlacesOfAsync(current.Index, ids);
    }

    /// <summary>Places whose own id or Entra device id is one of these.</summary>
    public static async Task<int[]> PlacesOfAsync(RunIndex index, IReadOnlyCollection<Guid> ids)
    {
        var (byId, byEntra) = (await index.ByIdAsync(), await index.ByEntraIdAsync());
        return [.. ids.SelectMany(id => byId[id].Concat(byEntra[id])).Distinct().Order()];
    }
}
