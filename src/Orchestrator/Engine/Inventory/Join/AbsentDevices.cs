using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>
/// Devices of the same reader's earlier full read that the new one lacks: they stay, marked as missing, so that an armed order or a search still finds them.
/// Where the lists moved while being read, they stay as they were: others may have been skipped (faults.md R19).
/// </summary>
internal sealed class AbsentDevices(ConsoleDatabase database, ReadLists lists, TimeProvider time)
{
    private const int Slice = 1_000;

    /// <summary>A missing device without an armed order is forgotten after this time.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <returns>How many devices were kept.</returns>
    public async Task<int> KeepAsync(long previousRun, CancellationToken stop)
    {
        var moved = lists.Run.Moved || lists.Repeated > 0;
        var armed = await database.ReadAsync(db => db.Requests.Where(r => r.Tenant == lists.Run.Tenant && r.ArmedSince != null)
            .Select(r => new { r.ManagedDeviceId, r.EntraDeviceId }).ToListAsync(stop));
        var armedIds = armed.SelectMany(a => new[] { a.ManagedDeviceId, a.EntraDeviceId }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = 0;
        var after = 0L;
        while (true)
        {
            var from = after;
            var rows = await database.ReadAsync(db => AbsentAsync(db, previousRun, from));
            if (rows.Count == 0)
                return kept;
            after = rows[^1].Device.Id;
            var stays = rows.Where(r => !InNewLists(r.Device) && !Forgotten(r, armedIds)).ToList();
            await WriteAsync(stays, moved, stop);
            kept += stays.Count;
        }
    }

    /// <summary>Not in the new run, neither by key nor under another Intune record of the same Entra device (it enrolled anew).</summary>
    private async Task<List<(InventoryDevice Device, InventoryVerdict Verdict)>> AbsentAsync(ConsoleDbContext db, long previousRun, long after)
    {
        var run = lists.Run.Id;
        var devices = db.Set<InventoryDevice>();
        var rows = await devices
            .Where(d => d.Id > after && d.Id >= InventoryRun.FirstDevice(previousRun) && d.Id <= InventoryRun.LastDevice(previousRun))
            .Where(d => !devices.Any(n => n.Run == run && n.Key == d.Key))
            .Where(d => d.EntraDeviceId == null || !devices.Any(n => n.Run == run && n.EntraDeviceId == d.EntraDeviceId))
            .OrderBy(d => d.Id).Take(Slice)
            .Join(db.Set<InventoryVerdict>(), d => d.Id, v => v.Id, (d, v) => new { Device = d, Verdict = v })
            .ToListAsync();
        return [.. rows.Select(r => (r.Device, r.Verdict))];
    }

    private bool InNewLists(InventoryDevice device) =>
        device.Key[0] == DeviceColumns.AutopilotList && lists.Autopilot.Contains(DeviceIdKey.Of(System.Text.Encoding.UTF8.GetBytes(device.Key[2..])));

    private bool Forgotten((InventoryDevice Device, InventoryVerdict Verdict) row, HashSet<string> armed) =>
        MissingSince(row.Device.Record) is { } since
        && time.GetUtcNow() - since > Remembered
        && !armed.Contains(row.Device.Key[2..])
        && (row.Device.EntraDeviceId is null || !armed.Contains(row.Device.EntraDeviceId));

    internal static DateTimeOffset? MissingSince(ReadOnlySpan<byte> record)
    {
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            if (reader.Field == Field.MissingSince)
                return reader.Time;
        }

        return null;
    }

    private async Task WriteAsync(List<(InventoryDevice Device, InventoryVerdict Verdict)> rows, bool moved, CancellationToken stop)
    {
        var (run, now) = (lists.Run.Id, time.GetUtcNow());
        await database.WriteAsync(db =>
        {
            using var writer = new DeviceWriter(db);
            foreach (var (device, verdict) in rows)
            {
                var id = lists.NextDevice++;
                var flags = new DeviceFlags(verdict.Flags);
                var record = device.Record;
                if (!moved && !flags.Missing)
                {
                    record = Marked(record, now);
                    flags = flags.Gone();
                }

                var columns = new DeviceColumns(device.Key, device.Search, device.Serial, device.Model, device.Os, device.User, device.CheckIn, device.EntraDeviceId);
                writer.Device(id, run, columns, record);
                writer.Verdict(id, run, flags, verdict.ChangesAt, verdict.Related);
            }

            return Task.CompletedTask;
        }, stop);
    }

    private static byte[] Marked(byte[] record, DateTimeOffset since)
    {
        var writer = new RecordWriter();
        writer.Time(Field.MissingSince, since);
        return [.. record, .. writer.Written];
    }
}
