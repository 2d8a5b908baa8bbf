using System.Text;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>Devices that Intune does not manage: Entra objects, with their Autopilot identity where they have one, and identities that nothing else claims.</summary>
internal sealed class UnmanagedRows(ConsoleDatabase database, ReadLists lists, JudgeDevice judge)
{
    private const int Slice = 2_000;

    private readonly RecordWriter _related = new();
    private readonly List<int> _found = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <returns>How many were written.</returns>
    public async Task<int> WriteAsync(CancellationToken stop)
    {
        var first = lists.NextDevice;
        var slice = new List<(DeviceColumns Columns, byte[] Record, JudgedDevice Judged)>(Slice);
        for (var number = 0; number < lists.Entra.Count; number++)
        {
            if (!lists.Entra.IsTaken(number))
                slice.Add(OfEntra(number));
            if (slice.Count == Slice)
                await FlushAsync(slice, stop);
        }

        for (var number = 0; number < lists.Autopilot.Count; number++)
        {
            if (!lists.Autopilot.IsTaken(number))
                slice.Add(OfAutopilot(number));
            if (slice.Count == Slice)
                await FlushAsync(slice, stop);
        }

        await FlushAsync(slice, stop);
        return (int)(lists.NextDevice - first);
    }

    private (DeviceColumns, byte[], JudgedDevice) OfEntra(int number)
    {
        var record = lists.Entra[number];
        var deviceId = DeviceIdKey.Of(RecordReader.Find(record, Field.DeviceId));
        _related.Clear();
        lists.Entra.Candidates(deviceId, Encoding.UTF8.GetString(RecordReader.Find(record, Field.Name)), take: false, _found);
        foreach (var found in _found)
            _related.Bytes(Field.EntraRecord, lists.Entra[found]);
        if (lists.Autopilot.Find(Guid.Empty, deviceId, null) is var identity and >= 0)
            _related.Bytes(Field.AutopilotRecord, lists.Autopilot[identity]);
        return Row(DeviceColumns.EntraList, record);
    }

    private (DeviceColumns, byte[], JudgedDevice) OfAutopilot(int number)
    {
        _related.Clear();
        return Row(DeviceColumns.AutopilotList, lists.Autopilot[number]);
    }

    private (DeviceColumns, byte[], JudgedDevice) Row(char list, ReadOnlySpan<byte> record)
    {
        var columns = DeviceColumns.Of(list, record);

        // Two Entra objects may claim one device id; each keeps its row.
        if (!_keys.Add(columns.Key))
            columns = columns with { Key = $"{list}-{Encoding.UTF8.GetString(RecordReader.Find(record, Field.Id))}" };
        return (columns, record.ToArray(), judge(list, lists.NextDevice++, record, _related));
    }

    private async Task FlushAsync(List<(DeviceColumns Columns, byte[] Record, JudgedDevice Judged)> slice, CancellationToken stop)
    {
        if (slice.Count == 0)
            return;
        await database.WriteAsync(db =>
        {
            using var writer = new DeviceWriter(db);
            foreach (var (columns, record, judged) in slice)
            {
                writer.Device(judged.Id, lists.Run.Id, columns, record);
                writer.Verdict(judged.Id, lists.Run.Id, judged.Flags, judged.ChangesAt, judged.Related);
            }

            return Task.CompletedTask;
        }, stop);
        slice.Clear();
    }
}
