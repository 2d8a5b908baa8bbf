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
        var kept = await database.ReadAsync(db => db.Set<SelectedDevice>().Where(d => d.SelectionId == selectionId).OrderBy(d => d.Position).ToListAsync(stop));
        var places = await DeviceFinder.ByKeyAsync(current, kept.Select(k => k.Key));
        foreach (var absent in kept.Where(k => !places.ContainsKey(k.Key)))
            yield return new InventoryDevice(absent.Position, absent.Key, absent.Name, absent.Serial, null, new Judgement([SelectionStore.Absent]));

        var context = await finder.ContextAsync(admin, stop);
        foreach (var slice in kept.Where(k => places.ContainsKey(k.Key)).OrderBy(k => places[k.Key]).Chunk(Slice))
        {
            stop.ThrowIfCancellationRequested();
            var devices = await stored.ReadAsync(current.Index, [.. slice.Select(k => places[k.Key])]);
            foreach (var (device, chosen) in devices.Zip(slice))
            {
                var facts = FactsReader.Facts(device.List, device.Record, device.Related, current.ReadAt);
                yield return new InventoryDevice(chosen.Position, chosen.Key, chosen.Name, chosen.Serial, facts, Judge(kind, facts, device.MissingSince, context));
            }
        }
    }

    private static Judgement Judge(OrderKind kind, DeviceFacts facts, DateTimeOffset? missingSince, EligibilityContext context)
    {
        if (kind == OrderKind.AutopilotReset)
            return DeviceJudge.Judge(facts, context, missingSince);
        var wipe = WipeEligibility.Judge(facts, context);
        return missingSince is { } since ? new Judgement([DeviceJudge.Gone(since), .. wipe.Reasons]) : wipe;
    }
}
