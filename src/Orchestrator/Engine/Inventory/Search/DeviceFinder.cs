using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Devices of the run that an admin sees, by query, key or id; shown as they are judged now.</summary>
internal sealed class DeviceFinder(ConsoleDatabase database, DeviceSearch search, DeviceRows rows, JudgingContexts contexts, VerdictStamp stamp, Readers readers, TenantIdentity tenant)
{
    private const int Slice = 500;

    public Task<CurrentRun?> CurrentAsync(Admin admin, CancellationToken stop) => CurrentRun.OfAsync(database, tenant, readers, admin, stop);

    public async Task<DevicePage> FindAsync(Admin admin, CurrentRun current, DeviceQuery query, int skip, int take, CancellationToken stop)
    {
        var context = await contexts.GetAsync(Account.Of(admin), stop);
        var (ids, total) = await IdsAsync(current, query, context, skip, take, stop);
        return new DevicePage([.. (await rows.ReadAsync(ids, current.ReadAt, context)).Select(d => d.Row)], total);
    }

    /// <summary>Row ids of a part of the hits, and how many hits there are.</summary>
    public async Task<(IReadOnlyList<long> Ids, int Total)> IdsAsync(CurrentRun current, DeviceQuery query, EligibilityContext context, int skip, int take, CancellationToken stop)
    {
        var armed = query.Armed is null ? [] : await ArmedAsync(current, context);
        var question = new SearchSql(
            current.Run, SearchText.Of(query.Text), FlagFilter.Of(query), query.Sort, query.Descending,
            Only: query.Armed == true ? armed : null, Not: query.Armed == false ? armed : []);
        return await search.FindAsync(question, stamp.Of(current.Run), Math.Max(0, skip), Math.Max(0, take), stop);
    }

    /// <summary>In the order of the ids.</summary>
    public async Task<IReadOnlyList<ShownDevice>> ShowAsync(Admin admin, CurrentRun current, IReadOnlyList<long> ids, CancellationToken stop) =>
        await rows.ReadAsync(ids, current.ReadAt, await contexts.GetAsync(Account.Of(admin), stop));

    public Task<EligibilityContext> ContextAsync(Admin admin, CancellationToken stop) => contexts.GetAsync(Account.Of(admin), stop);

    /// <summary>Row ids by key; a key that the run does not hold is absent.</summary>
    public async Task<Dictionary<string, long>> ByKeyAsync(CurrentRun current, IEnumerable<string> keys)
    {
        var found = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var slice in keys.Select(k => k.ToLowerInvariant()).Chunk(Slice))
        {
            var hits = await database.ReadAsync(db => db.Set<InventoryDevice>()
                .Where(d => d.Run == current.Run && slice.Contains(d.Key)).Select(d => new { d.Key, d.Id }).ToListAsync());
            foreach (var hit in hits)
                found[hit.Key] = hit.Id;
        }

        return found;
    }

    /// <summary>Row ids by Entra device id; several where several records name it.</summary>
    public async Task<ILookup<string, long>> ByEntraIdAsync(CurrentRun current, IEnumerable<string> deviceIds)
    {
        var found = new List<(string Id, long Row)>();
        foreach (var slice in deviceIds.Select(i => i.ToLowerInvariant()).Distinct().Chunk(Slice))
        {
            var hits = await database.ReadAsync(db => db.Set<InventoryDevice>()
                .Where(d => d.Run == current.Run && d.EntraDeviceId != null && slice.Contains(d.EntraDeviceId)).OrderBy(d => d.Id).Select(d => new { d.EntraDeviceId, d.Id }).ToListAsync());
            found.AddRange(hits.Select(h => (h.EntraDeviceId!, h.Id)));
        }

        return found.ToLookup(f => f.Id, f => f.Row, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Rows for which an order of ours was accepted and not proven.</summary>
    private async Task<long[]> ArmedAsync(CurrentRun current, EligibilityContext context)
    {
        var ids = context.OpenOrders.Concat(context.ArmedOrders).Where(o => o.Value.ArmedSince is not null).Select(o => o.Key).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (ids.Count == 0)
            return [];
        var byKey = await ByKeyAsync(current, ids.Select(i => $"{DeviceColumns.IntuneList}-{i}"));
        var byEntra = await ByEntraIdAsync(current, ids);
        return [.. byKey.Values.Concat(byEntra.SelectMany(g => g)).Distinct().Order()];
    }
}
