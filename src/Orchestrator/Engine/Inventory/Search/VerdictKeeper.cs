using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// Keeps the stored verdicts, by which the page filters and sorts, in step with the clock, the guards and our own orders. The rows themselves are judged anew whenever they are shown;
/// this is about which rows a filter finds. Each device stores the next instant at which the clock alone may change its verdict (<see cref="DeviceJudge.ChangesAt"/>).
/// </summary>
internal sealed class VerdictKeeper(ConsoleDatabase database, RunIndexes indexes, DeviceRows rows, JudgingContexts contexts, TenantIdentity tenant, TimeProvider time)
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
        var (guards, version) = (contexts.Guards, contexts.Version);
        var context = await contexts.GetAsync(account, stop);
        var index = indexes.Of(run);
        if (!database.SingleProcess)
            index.ForgetVerdicts();
        var orders = context.OpenOrders.Keys.Concat(context.ArmedOrders.Keys).Select(DeviceIdKey.Of).ToHashSet();
        var state = _states.GetValueOrDefault(reader);
        var all = state is null || state.Guards != guards || row.JudgedAt is not { } judged || time.GetUtcNow() - judged >= Everything;
        var places = all ? [.. Enumerable.Range(0, (await index.SizesAsync()).Count)]
            : await SomeAsync(index, context, state!.Version == version && state.Run == run ? [] : [.. orders, .. state.Orders]);
        var changed = places.Count == 0 ? 0 : await JudgeAsync(index, places, readAt, context, stop);
        if (all)
        {
            await database.WriteAsync(db => db.Set<InventoryReader>().Where(r => r.Tenant == tenant.TenantId && r.Reader == reader && r.CurrentRun == run)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.JudgedAt, context.Now), stop), stop);
        }

        _states[reader] = new State(run, guards, version, orders);
        return changed;
    }

    /// <summary>Devices whose instant has come, and those that an order names or named.</summary>
    private static async Task<IReadOnlyList<int>> SomeAsync(RunIndex index, EligibilityContext context, IReadOnlyCollection<Guid> orders)
    {
        var now = context.Now.UtcTicks;
        var changesAt = await index.ChangesAtAsync();
        var due = new SortedSet<int>(orders.Count == 0 ? [] : await DeviceFinder.PlacesOfAsync(index, orders));
        for (var place = 0; place < changesAt.Length; place++)
        {
            if (changesAt[place] != 0 && changesAt[place] <= now)
                due.Add(place);
        }

        return [.. due];
    }

    private async Task<int> JudgeAsync(RunIndex index, IReadOnlyList<int> places, DateTimeOffset readAt, EligibilityContext context, CancellationToken stop)
    {
        var (flags, changesAt) = ((int[])(await index.FlagsAsync()).Clone(), (long[])(await index.ChangesAtAsync()).Clone());
        var (changed, moved) = (0, false);
        foreach (var slice in places.Chunk(Slice))
        {
            stop.ThrowIfCancellationRequested();
            foreach (var device in await rows.ReadAsync(index, slice, readAt, context))
            {
                var now = DeviceJudge.Flags(device.Facts, device.Reset.Verdict, device.MissingSince is not null).Value;
                var at = device.MissingSince is null ? DeviceJudge.ChangesAt(device.Facts, context) ?? 0 : 0;
                changed += flags[device.Place] == now ? 0 : 1;
                moved |= flags[device.Place] != now || changesAt[device.Place] != at;
                (flags[device.Place], changesAt[device.Place]) = (now, at);
            }
        }

        if (moved)
            await WriteAsync(index, flags, changesAt, changed > 0, stop);
        return changed;
    }

    private async Task WriteAsync(RunIndex index, int[] flags, long[] changesAt, bool announce, CancellationToken stop)
    {
        await database.WriteAsync(async db =>
        {
            await SetAsync(db, index.Run, ColumnKind.Flags, RunDraft.Bytes<int>(flags), stop);
            await SetAsync(db, index.Run, ColumnKind.ChangesAt, RunDraft.Bytes<long>(changesAt), stop);
            if (announce)
                db.Announce(ChangeKind.Inventory);
        }, stop);
        index.ForgetVerdicts();
    }

    private static Task<int> SetAsync(ConsoleDbContext db, long run, ColumnKind column, byte[] bytes, CancellationToken stop) =>
        db.Set<InventoryColumn>().Where(c => c.Run == run && c.Column == column).ExecuteUpdateAsync(c => c.SetProperty(x => x.Bytes, bytes), stop);

    private sealed record State(long Run, int Guards, int Version, HashSet<Guid> Orders);
}
