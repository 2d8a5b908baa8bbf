using System.Runtime.CompilerServices;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>
/// Judges all devices of a selection by what the inventory holds, in the inventory's order: each stored part is then read once, and a slice of devices is in
/// memory at a time.
/// </summary>
internal sealed class SelectionJudge(ConsoleDatabase database, DeviceFinder finder, SelectionStore store, StoredDevices stored)
{
    private const int Slice = 2_000;

    public async IAsyncEnumerable<InventoryDevice> JudgeAsync(Admin admin, Guid selectionId, OrderKind kind, [EnumeratorCancellation] CancellationToken stop)
    {
        if (await store.OwnAsync(admin, selectionId, stop) is null || await finder.CurrentAsync(admin, stop) is not { } current)
            yield break;

        // Of each device that is found only its two numbers stay in memory.
        var found = new List<(int Place, int Position)>();
        var last = -1;
        while (await NextAsync(selectionId, last, stop) is { Count: > 0 } kept)
        {
            var places = await DeviceFinder.ByKeyAsync(current, kept.Select(k => k.Key));
            foreach (var device in kept)
            {
                if (places.TryGetValue(device.Key, out var place))
                    found.Add((place, device.Position));
                else
                    yield return new InventoryDevice(device.Position, device.Key, device.Name, device.Serial, null, new Judgement([SelectionStore.Absent]));
            }

            last = kept[^1].Position;
        }

        found.Sort();
        var (context, ids) = (await finder.ContextAsync(admin, stop), await current.Index.IdsAsync());
        foreach (var slice in found.Chunk(Slice))
        {
            stop.ThrowIfCancellationRequested();
            var devices = await stored.ReadAsync(current.Index, [.. slice.Select(d => d.Place)]);
            foreach (var (device, (place, position)) in devices.Zip(slice))
            {
                var facts = FactsReader.Facts(device.List, device.Record, device.Related, current.ReadAt);
                yield return new InventoryDevice(position, $"{device.List}-{ids[place]:D}", facts.Name, facts.Serial, facts, Judge(kind, facts, device.MissingSince, context));
            }
        }
    }

    private Task<List<SelectedDevice>> NextAsync(Guid selectionId, int last, CancellationToken stop) => database.ReadAsync(db =>
        db.Set<SelectedDevice>().Where(d => d.SelectionId == selectionId && d.Position > last).OrderBy(d => d.Position).Take(Slice).ToListAsync(stop));

    private static Judgement Judge(OrderKind kind, DeviceFacts facts, DateTimeOffset? missingSince, EligibilityContext context)
    {
        if (kind == OrderKind.AutopilotReset)
            return DeviceJudge.Judge(facts, context, missingSince);
        var wipe = WipeEligibility.Judge(facts, context);
        return missingSince is { } since ? new Judgement([DeviceJudge.Gone(since), .. wipe.Reasons]) : wipe;
    }
}
