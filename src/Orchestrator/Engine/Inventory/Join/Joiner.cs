using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>
/// Joins the three lists of a run into devices with verdicts: Intune's <c>azureADDeviceId</c> to Entra's <c>deviceId</c>, Autopilot by Intune id, Entra device id or serial
/// (graph.md §3, §7). What Intune does not manage becomes a device of its own, so that a search can answer "in Entra, not managed by Intune".
/// </summary>
internal sealed class Joiner(ConsoleDatabase database, ReadLists lists, EligibilityContext context, SerialTwins twins, SyncProgress progress)
{
    private readonly RecordWriter _related = new();
    private readonly List<int> _found = [];

    private long Run => lists.Run.Id;

    /// <returns>How many devices there are.</returns>
    public async Task<int> JoinAsync(CancellationToken stop)
    {
        var managed = (int)(lists.NextDevice - InventoryRun.FirstDevice(Run));
        await using (var verdicts = new VerdictQueue(database, Run))
        {
            await foreach (var (id, record) in DeviceScan.RecordsAsync(database, Run, lists.NextDevice - 1, stop))
            {
                await verdicts.AddAsync(Managed(id, record), stop);
                progress.Add(0);
            }

            await verdicts.CompleteAsync();
        }

        return managed + await new UnmanagedRows(database, lists, Judge).WriteAsync(stop);
    }

    private JudgedDevice Managed(long id, byte[] record)
    {
        Guid managedId = default, entraId = default;
        string name = "";
        string? serial = null;
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.Id: managedId = DeviceIdKey.Of(reader.Bytes); break;
                case Field.EntraDeviceId: entraId = DeviceIdKey.Of(reader.Bytes); break;
                case Field.Name: name = reader.Text; break;
                case Field.Serial: serial = DeviceColumns.SerialOf(reader.Text); break;
                default: break;
            }
        }

        _related.Clear();
        lists.Entra.Candidates(entraId, name, take: true, _found);
        foreach (var number in _found)
            _related.Bytes(Field.EntraRecord, lists.Entra[number]);
        if (lists.Autopilot.Find(managedId, entraId, serial) is var identity and >= 0)
            _related.Bytes(Field.AutopilotRecord, lists.Autopilot[identity]);
        twins.Write(serial, id, _related);
        return Judge(DeviceColumns.IntuneList, id, record, _related);
    }

    private JudgedDevice Judge(char list, long id, ReadOnlySpan<byte> record, RecordWriter related)
    {
        var facts = FactsReader.Facts(list, record, related.Written, context.Now);
        var judgement = ResetEligibility.Judge(facts, context);
        return new(id, DeviceJudge.Flags(facts, judgement, missing: false), DeviceJudge.ChangesAt(facts, context), related.Length == 0 ? null : related.Written.ToArray());
    }
}

/// <summary>Judges a device of which a list's own record and the joined ones are at hand.</summary>
internal delegate JudgedDevice JudgeDevice(char list, long id, ReadOnlySpan<byte> record, RecordWriter related);

internal readonly record struct JudgedDevice(long Id, DeviceFlags Flags, long? ChangesAt, byte[]? Related);
