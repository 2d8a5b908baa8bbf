using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// Keeps the stored verdicts, by which the page filters and sorts, in step with the clock, the guards and our own orders. The rows themselves are judged anew whenever they are shown;
/// this is about which rows a filter finds. Each device stores the next instant at which the clock alone may change its verdict (<see cref="DeviceJudge.ChangesAt"/>).
/// </summary>
internal sealed class VerdictKeeper(ConsoleDatabase database, DeviceRows rows, JudgingContexts contexts, VerdictStamp stamp, TenantIdentity tenant, TimeProvider time)
{
    private const int Slice = 2_000;

    /// <summary>Instants beyond <see cref="DeviceJudge.Horizon"/> are not stored, so everything is judged anew well before that.</summary>
    private static readonly TimeSpan Everything = TimeSpan.FromHours(12);

    private readonly Dictionary<string, State> _states = [];

    /// <summary>Judges anew what may have changed for one reader's inventory.</summary>
    /// <returns>How many stored verdicts changed.</returns>
    public async Task<int> KeepAsync(string reader, Account account, CancellationToken stop)
    {
        var row = await database.ReadAsync(db => db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Tenant == tenant.TenantId && r.Reader == reader, stop));
        if (row is not { CurrentRun: { } run, FullReadAt: { } readAt })
            return 0;
        var now = time.GetUtcNow();
        var (guards, version) = (contexts.Guards, contexts.Version);
        var context = await contexts.GetAsync(account, stop);
        var state = _states.GetValueOrDefault(reader);
        var orders = OrderIds(context);
        int changed;
        if (state is null || state.Guards != guards || row.JudgedAt is not { } judged || now - judged >= Everything || judged > now)
            changed = await AllAsync(run, reader, readAt, context, stop);
        else
            changed = await SomeAsync(run, readAt, context, state.Version == version && state.Run == run ? [] : [.. orders.Union(state.Orders, StringComparer.OrdinalIgnoreCase)], stop);
        _states[reader] = new State(run, guards, version, orders);
        if (changed > 0)
            stamp.Changed(run);
        return changed;
    }

    private async Task<int> AllAsync(long run, string reader, DateTimeOffset readAt, EligibilityContext context, CancellationToken stop)
    {
        var changed = 0;
        var after = InventoryRun.FirstDevice(run) - 1;
        while (true)
        {
            var (from, last) = (after, InventoryRun.LastDevice(run));
            var ids = await database.ReadAsync(db => db.Set<InventoryVerdict>().Where(v => v.Id > from && v.Id <= last).OrderBy(v => v.Id).Select(v => v.Id).Take(Slice).ToListAsync(stop));
            if (ids.Count == 0)
                break;
            changed += await JudgeAsync(ids, readAt, context, stop);
            after = ids[^1];
        }

        await database.WriteAsync(db => db.Set<InventoryReader>().Where(r => r.Tenant == tenant.TenantId && r.Reader == reader && r.CurrentRun == run)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.JudgedAt, context.Now), stop), stop);
        return changed;
    }

    /// <summary>Devices whose instant has come, and those that an order names or named.</summary>
    private async Task<int> SomeAsync(long run, DateTimeOffset readAt, EligibilityContext context, IReadOnlyList<string> orders, CancellationToken stop)
    {
        var (first, last, now) = (InventoryRun.FirstDevice(run), InventoryRun.LastDevice(run), context.Now.UtcTicks);
        var ids = await database.ReadAsync(db => db.Set<InventoryVerdict>()
            .Where(v => v.ChangesAt != null && v.ChangesAt <= now && v.Id >= first && v.Id <= last).Select(v => v.Id).ToListAsync(stop));
        foreach (var slice in orders.Chunk(500))
        {
            var keys = slice.Select(id => $"{DeviceColumns.IntuneList}-{id}".ToLowerInvariant()).ToList();
            ids.AddRange(await database.ReadAsync(db => db.Set<InventoryDevice>().Where(d => d.Run == run && keys.Contains(d.Key)).Select(d => d.Id).ToListAsync(stop)));
            ids.AddRange(await database.ReadAsync(db => db.Set<InventoryDevice>()
                .Where(d => d.Run == run && d.EntraDeviceId != null && slice.Contains(d.EntraDeviceId)).Select(d => d.Id).ToListAsync(stop)));
        }

        var changed = 0;
        foreach (var slice in ids.Distinct().Order().Chunk(Slice))
            changed += await JudgeAsync(slice, readAt, context, stop);
        return changed;
    }

    private async Task<int> JudgeAsync(IReadOnlyList<long> ids, DateTimeOffset readAt, EligibilityContext context, CancellationToken stop)
    {
        var shown = await rows.ReadAsync(ids, readAt, context);
        var (first, last) = (ids[0], ids[^1]);
        return await database.WriteAsync(async db =>
        {
            var changed = 0;
            var stored = await db.Set<InventoryVerdict>().Where(v => v.Id >= first && v.Id <= last).Select(v => new { v.Id, v.Flags, v.ChangesAt }).ToDictionaryAsync(v => v.Id, stop);
            foreach (var device in shown)
            {
                var flags = DeviceJudge.Flags(device.Facts, device.Reset, device.MissingSince is not null).Value;
                var at = DeviceJudge.ChangesAt(device.Facts, context);
                if (!stored.TryGetValue(device.Id, out var old) || (old.Flags == flags && old.ChangesAt == at))
                    continue;
                await db.Set<InventoryVerdict>().Where(v => v.Id == device.Id).ExecuteUpdateAsync(v => v.SetProperty(x => x.Flags, flags).SetProperty(x => x.ChangesAt, at), stop);
                if (old.Flags != flags)
                    changed++;
            }

            if (changed > 0)
                db.Announce(ChangeKind.Inventory);
            return changed;
        }, stop);
    }

    private static HashSet<string> OrderIds(EligibilityContext context) =>
        context.OpenOrders.Keys.Concat(context.ArmedOrders.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private sealed record State(long Run, int Guards, int Version, HashSet<string> Orders);
}
