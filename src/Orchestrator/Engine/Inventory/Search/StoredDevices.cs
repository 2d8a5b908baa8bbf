using System.Text;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Reads stored records of some devices; each is one step into the parts.</summary>
internal sealed class StoredDevices(ConsoleDatabase database)
{
    private const int Slice = 2_000;

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

            // The three lists have orders of their own: read in theirs, a part is read once for all of its records that are wanted.
            var listed = joined.Where(j => sizes.ListOf(j.Place) != RecordKind.Kept).ToList();
            var entra = Records(parts, RecordKind.Entra, listed.SelectMany(j => j.Others is null ? [j.Entra] : (IEnumerable<int>)[j.Entra, .. j.Others.Entra]));
            var autopilot = Records(parts, RecordKind.Autopilot, listed.Select(j => j.Autopilot));
            return Task.FromResult<IReadOnlyList<StoredDevice>>([.. joined.Select(j => Read(parts, entra, autopilot, sizes, j, related))]);
        });
    }

    private static Dictionary<int, byte[]> Records(PartReader parts, RecordKind list, IEnumerable<int> numbers) =>
        numbers.Where(n => n >= 0).Distinct().Order().ToDictionary(n => n, n => parts.Record(list, n));

    /// <summary>What a device is called, by place. Of devices that Intune manages only their own record is read.</summary>
    public async Task<Dictionary<int, DeviceLabel>> LabelsAsync(CurrentRun current, IEnumerable<int> places)
    {
        var (sizes, ids) = (await current.Index.SizesAsync(), await current.Index.IdsAsync());
        var ofList = places.Distinct().Order().ToLookup(p => sizes.ListOf(p) == RecordKind.Intune);
        var labels = await database.ReadAsync(db =>
        {
            using var parts = new PartReader(db, current.Index.Run);
            return Task.FromResult(ofList[true].ToDictionary(p => p, p => Label(ids[p], DeviceColumns.IntuneList, parts.Record(RecordKind.Intune, p))));
        });
        List<int> whole = [.. ofList[false], .. labels.Where(l => l.Value.Name.Length == 0).Select(l => l.Key)];
        foreach (var others in whole.Chunk(Slice))
        {
            foreach (var device in await ReadAsync(current.Index, others))
            {
                var facts = FactsReader.Facts(device.List, device.Record, device.Related, current.ReadAt);
                labels[device.Place] = new DeviceLabel($"{device.List}-{ids[device.Place]:D}", facts.Name, facts.Serial);
            }
        }

        return labels;
    }

    /// <summary>Places of the devices that Intune's list records for one of these users. It may mean the enrolling user (graph.md §4), so that it is no more than a hint.</summary>
    public async Task<List<int>> RecordedForAsync(RunIndex index, IReadOnlySet<string> userIds)
    {
        var managed = (await index.SizesAsync()).Managed;
        return await database.ReadAsync(db =>
        {
            using var parts = new PartReader(db, index.Run);
            return Task.FromResult(Enumerable.Range(0, managed)
                .Where(place => RecordReader.Find(parts.Record(RecordKind.Intune, place), Field.UserId) is { IsEmpty: false } user && userIds.Contains(DeviceIdKey.Text(user))).ToList());
        });
    }

    private static DeviceLabel Label(Guid id, char list, byte[] record) => new($"{list}-{id:D}", Text(record, Field.Name) ?? "", Text(record, Field.Serial));

    private static string? Text(byte[] record, Field field) => RecordReader.Find(record, field) is { IsEmpty: false } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static StoredDevice Read(
        PartReader parts, Dictionary<int, byte[]> entras, Dictionary<int, byte[]> autopilots, DeviceSizes sizes, (int Place, int Entra, int Autopilot, OtherRecords? Others) joined, RecordWriter related)
    {
        var (place, entra, autopilot, others) = joined;
        var list = sizes.ListOf(place);
        if (list == RecordKind.Kept)
            return Kept(place, parts.Record(RecordKind.Kept, place - sizes.Managed - sizes.EntraOnly - sizes.AutopilotOnly));
        RelatedRecords.Write(
            related, entra < 0 ? others?.Entra ?? [] : [entra, .. others?.Entra ?? []], n => entras[n],
            autopilot, n => autopilots[n], others?.Twins ?? [], n => parts.Record(RecordKind.Intune, n));
        return list switch
        {
            RecordKind.Intune => new(place, DeviceColumns.IntuneList, parts.Record(RecordKind.Intune, place), related.Written.ToArray(), null),
            RecordKind.Entra => new(place, DeviceColumns.EntraList, entras[entra], related.Written.ToArray(), null),
            _ => new(place, DeviceColumns.AutopilotList, autopilots[autopilot], related.Written.ToArray(), null),
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

/// <summary>How a device is named where it is kept: <see cref="Shared.Console.DeviceRow.Key"/>, name and serial.</summary>
internal sealed record DeviceLabel(string Key, string Name, string? Serial);
