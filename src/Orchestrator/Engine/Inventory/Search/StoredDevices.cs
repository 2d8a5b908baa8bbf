using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Reads stored records of some devices; each is one step into the parts.</summary>
internal sealed class StoredDevices(ConsoleDatabase database)
{
    public async Task<IReadOnlyList<StoredDevice>> ReadAsync(RunIndex index, IReadOnlyList<int> places)
    {
        var sizes = await index.SizesAsync();
        var joined = new List<(int Place, int Entra, int Autopilot, OtherRecords? Others)>(places.Count);
        foreach (var place in places)
        {
            var (entra, autopilot, others) = await index.JoinedAsync(place);
            joined.Add((place, entra, autopilot, others));
        }

        return await database.ReadAsync(db =>
        {
            using var parts = new PartReader(db, index.Run);
            var related = new RecordWriter();
            return Task.FromResult<IReadOnlyList<StoredDevice>>([.. joined.Select(j => Read(parts, sizes, j.Place, j.Entra, j.Autopilot, j.Others, related))]);
        });
    }

    private static StoredDevice Read(PartReader parts, DeviceSizes sizes, int place, int entra, int autopilot, OtherRecords? others, RecordWriter related)
    {
        var list = sizes.ListOf(place);
        if (list == RecordKind.Kept)
            return Kept(place, parts.Record(RecordKind.Kept, place - sizes.Managed - sizes.EntraOnly - sizes.AutopilotOnly));
        RelatedRecords.Write(
            related, entra < 0 ? others?.Entra ?? [] : [entra, .. others?.Entra ?? []], n => parts.Record(RecordKind.Entra, n),
            autopilot, n => parts.Record(RecordKind.Autopilot, n), others?.Twins ?? [], n => parts.Record(RecordKind.Intune, n));
        return list switch
        {
            RecordKind.Intune => new(place, DeviceColumns.IntuneList, parts.Record(RecordKind.Intune, place), related.Written.ToArray(), null),
            RecordKind.Entra => new(place, DeviceColumns.EntraList, parts.Record(RecordKind.Entra, entra), related.Written.ToArray(), null),
            _ => new(place, DeviceColumns.AutopilotList, parts.Record(RecordKind.Autopilot, autopilot), related.Written.ToArray(), null),
        };
    }

    private static StoredDevice Kept(int place, byte[] wrapped)
    {
        var list = DeviceColumns.IntuneList;
        DateTimeOffset? since = null;
        byte[] record = [];
        var related = new RecordWriter();
        var reader = new RecordReader(wrapped);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.KeptList: list = reader.Text[0]; break;
                case Field.MissingSince: since = reader.Time; break;
                case Field.KeptRecord: record = reader.Bytes.ToArray(); break;
                default: related.Bytes(reader.Field, reader.Bytes); break;
            }
        }

        return new(place, list, record, related.Written.ToArray(), since);
    }
}

/// <param name="Place">Place in the run.</param>
/// <param name="List">First letter of the device's key.</param>
/// <param name="Record">Its own record.</param>
/// <param name="Related">What was joined to it.</param>
/// <param name="MissingSince">When a full read by the same reader first lacked it.</param>
internal sealed record StoredDevice(int Place, char List, byte[] Record, byte[] Related, DateTimeOffset? MissingSince);
