using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>
/// Devices of the same reader's earlier full read that the new one lacks: they stay, marked as missing, so that an armed order or a search still finds them.
/// Where the lists moved while being read, they stay as they were: others may have been skipped (faults.md R19).
/// </summary>
internal sealed class AbsentDevices(ConsoleDatabase database, ReadLists lists, RunDraft draft, TimeProvider time)
{
    /// <summary>A missing device without an armed order is forgotten after this time.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    public async Task KeepAsync(long previousRun, CancellationToken stop)
    {
        var previous = new RunIndex(database, previousRun);
        var absent = await AbsentAsync(previous);
        if (absent.Count == 0)
            return;
        var kept = await RecordsAsync(previous, absent, await ArmedAsync(stop));
        foreach (var (_, stored, flags) in kept)
        {
            lists.Columns.Add(DeviceColumns.Of(stored.List, stored.Record));
            draft.Entra.Add(-1);
            draft.Autopilot.Add(-1);
            draft.Flags.Add(flags.Value);
            draft.ChangesAt.Add(0);
        }

        draft.Sizes = draft.Sizes with { Kept = kept.Count };
        var parts = RecordParts.Of(lists.Run.Id, RecordKind.Kept, 0, kept.Count, i => kept[i].Record);
        foreach (var slice in parts.Chunk(200))
        {
            await database.WriteAsideAsync(db =>
            {
                RunRows.Insert(db, "InventoryParts", slice.Select(p => (p.Id, p.Bytes)));
                return Task.CompletedTask;
            }, stop);
        }
    }

    /// <summary>Not in the new run, neither by its own id nor under another Intune record of the same Entra device (it enrolled anew).</summary>
    private async Task<List<int>> AbsentAsync(RunIndex previous)
    {
        var (ids, entraIds) = (await previous.IdsAsync(), await previous.EntraIdsAsync());
        HashSet<Guid>? identities = null;
        var known = lists.Columns.Ids.Concat(lists.Columns.EntraIds).Where(id => id != Guid.Empty).ToHashSet();
        var absent = new List<int>();
        for (var place = 0; place < ids.Length; place++)
        {
            if (!known.Contains(ids[place]) && !known.Contains(entraIds[place]) && !(identities ??= lists.Autopilot.Ids()).Contains(ids[place]))
                absent.Add(place);
        }

        return absent;
    }

    private async Task<List<(byte[] Record, StoredDevice Stored, DeviceFlags Flags)>> RecordsAsync(RunIndex previous, List<int> absent, HashSet<Guid> armed)
    {
        var moved = lists.Run.Moved || lists.Repeated > 0;
        var now = time.GetUtcNow();
        var flags = await previous.FlagsAsync();
        var kept = new List<(byte[], StoredDevice, DeviceFlags)>();
        foreach (var slice in absent.Chunk(500))
        {
            foreach (var stored in await new StoredDevices(database).ReadAsync(previous, slice))
            {
                var since = stored.MissingSince;
                if (since is { } gone && now - gone > Remembered && !IsArmed(stored, armed))
                    continue;
                since ??= moved ? null : now;
                var flag = new DeviceFlags(flags[stored.Place]);
                kept.Add((Wrap(stored, since), stored, since is null ? flag : flag.Gone()));
            }
        }

        return kept;
    }

    private static bool IsArmed(StoredDevice stored, HashSet<Guid> armed)
    {
        var columns = DeviceColumns.Of(stored.List, stored.Record);
        return armed.Contains(columns.Id) || armed.Contains(columns.EntraId);
    }

    /// <summary>The device's own record and what was joined to it, in one.</summary>
    private static byte[] Wrap(StoredDevice stored, DateTimeOffset? since)
    {
        var writer = new RecordWriter();
        writer.Text(Field.KeptList, stored.List.ToString());
        if (since is { } gone)
            writer.Time(Field.MissingSince, gone);
        writer.Bytes(Field.KeptRecord, stored.Record);
        var related = new RecordReader(stored.Related);
        while (related.Next())
            writer.Bytes(related.Field, related.Bytes);
        return writer.Written.ToArray();
    }

    private async Task<HashSet<Guid>> ArmedAsync(CancellationToken stop)
    {
        var orders = await database.ReadAsync(db => db.Requests.Where(r => r.Tenant == lists.Run.Tenant && r.ArmedSince != null)
            .Select(r => new { r.ManagedDeviceId, r.EntraDeviceId }).ToListAsync(stop));
        return orders.SelectMany(o => new[] { DeviceIdKey.Of(o.ManagedDeviceId), DeviceIdKey.Of(o.EntraDeviceId) }).ToHashSet();
    }
}
