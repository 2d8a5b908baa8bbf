using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Devices;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>Intune records that share a serial (rules.md). Placeholder serials name no device, so sharing them means nothing here.</summary>
internal sealed class SerialTwins
{
    private readonly Dictionary<string, List<(long Device, byte[] Record)>> _twins = new(StringComparer.Ordinal);

    public static async Task<SerialTwins> OfAsync(ConsoleDatabase database, long run, CancellationToken stop)
    {
        var found = new SerialTwins();
        var shared = await database.ReadAsync(db => db.Set<InventoryDevice>()
            .Where(d => d.Run == run && d.Serial != null).GroupBy(d => d.Serial!).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync(stop));
        foreach (var serials in shared.Where(s => !Serials.IsPlaceholder(s)).Chunk(500))
        {
            var rows = await database.ReadAsync(db => db.Set<InventoryDevice>()
                .Where(d => d.Run == run && serials.Contains(d.Serial)).OrderBy(d => d.Id).Select(d => new { d.Id, d.Serial, d.Record }).ToListAsync(stop));
            foreach (var row in rows)
                found.Add(row.Serial!, row.Id, row.Record);
        }

        return found;
    }

    /// <summary>Writes the other records with this serial.</summary>
    public void Write(string? serial, long device, RecordWriter into)
    {
        if (serial is null || _twins.Count == 0 || !_twins.TryGetValue(serial, out var twins))
            return;
        foreach (var (_, record) in twins.Where(t => t.Device != device))
            into.Bytes(Field.TwinRecord, record);
    }

    private void Add(string serial, long device, byte[] full)
    {
        if (!_twins.TryGetValue(serial, out var list))
            _twins[serial] = list = [];
        var twin = new RecordWriter();
        var reader = new RecordReader(full);
        while (reader.Next())
        {
            if (reader.Field is Field.Id or Field.Name or Field.LastCheckIn)
                twin.Bytes(reader.Field, reader.Bytes);
        }

        list.Add((device, twin.Written.ToArray()));
    }
}
