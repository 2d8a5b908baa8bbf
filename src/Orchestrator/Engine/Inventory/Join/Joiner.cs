using System.Collections.Concurrent;
using System.Text;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>
/// Joins the three lists of a run into devices with verdicts: Intune's <c>azureADDeviceId</c> to Entra's <c>deviceId</c>, Autopilot by Intune id, Entra device id or serial
/// (graph.md §3, §7). What Intune does not manage becomes a device of its own, so that a search can answer "in Entra, not managed by Intune".
/// </summary>
internal sealed class Joiner(ReadLists lists, EligibilityContext context, Dictionary<int, int[]> twins)
{
    private readonly ConcurrentDictionary<int, OtherRecords> _others = new();

    /// <summary>Adds what Intune does not manage to the columns.</summary>
    public RunDraft Join()
    {
        var managed = lists.Intune.Count;
        var joined = new Joined[managed];
        if (managed > 0)
            Parallel.ForEach(Partitioner.Create(0, managed), range => Managed(range.Item1, range.Item2, joined));

        var draft = new RunDraft(managed + 1024) { Sizes = default };
        foreach (var device in joined)
            Add(draft, device);
        var one = new Workspace();
        var entra = EntraOnly(draft, one);
        var autopilot = AutopilotOnly(draft, one);
        draft.Sizes = new DeviceSizes(managed, entra, autopilot, 0);
        foreach (var (place, other) in _others)
            draft.Others[place] = other;
        return draft;
    }

    private void Managed(int from, int to, Joined[] joined)
    {
        var work = new Workspace();
        for (var place = from; place < to; place++)
        {
            var record = lists.Intune[place];
            var entraId = lists.Columns.EntraIds[place];
            lists.Entra.Candidates(entraId, Encoding.UTF8.GetString(RecordReader.Find(record, Field.Name)), take: true, work.Entra);
            var autopilot = lists.Autopilot.Find(lists.Columns.Ids[place], entraId, lists.Columns.Texts.Serial(place));
            joined[place] = Judge(place, DeviceColumns.IntuneList, record, lists.Entra.Own(entraId), autopilot, twins.GetValueOrDefault(place) ?? [], work);
        }
    }

    private int EntraOnly(RunDraft draft, Workspace work)
    {
        var count = 0;
        for (var number = 0; number < lists.Entra.Count; number++)
        {
            if (lists.Entra.IsTaken(number))
                continue;
            var record = lists.Entra[number];
            var columns = DeviceColumns.Of(DeviceColumns.EntraList, record);
            lists.Entra.Candidates(columns.EntraId, Encoding.UTF8.GetString(RecordReader.Find(record, Field.Name)), take: false, work.Entra);

            // Two objects may claim one device id; each is a row, and names the other.
            var first = work.Entra.Remove(number);
            work.Entra.Insert(0, number);
            lists.Columns.Add(columns, first ? null : DeviceIdKey.Of(RecordReader.Find(record, Field.Id)));
            Add(draft, Judge(draft.Flags.Count, DeviceColumns.EntraList, record, number, lists.Autopilot.Find(Guid.Empty, columns.EntraId, default), [], work));
            count++;
        }

        return count;
    }

    private int AutopilotOnly(RunDraft draft, Workspace work)
    {
        var count = 0;
        for (var number = 0; number < lists.Autopilot.Count; number++)
        {
            if (lists.Autopilot.IsTaken(number))
                continue;
            work.Entra.Clear();
            lists.Columns.Add(DeviceColumns.Of(DeviceColumns.AutopilotList, lists.Autopilot[number]));
            Add(draft, Judge(draft.Flags.Count, DeviceColumns.AutopilotList, lists.Autopilot[number], -1, number, [], work));
            count++;
        }

        return count;
    }

    private Joined Judge(int place, char list, ReadOnlySpan<byte> record, int own, int autopilot, int[] sameSerial, Workspace work)
    {
        RelatedRecords.Write(work.Related, work.Entra, n => lists.Entra[n], autopilot, n => lists.Autopilot[n], sameSerial, n => lists.Intune[n]);
        var facts = FactsReader.Facts(list, record, work.Related.Written, context.Now);
        if (work.Entra.Count > (own >= 0 ? 1 : 0) || sameSerial.Length > 0)
            _others[place] = new OtherRecords([.. work.Entra.Where(n => n != own)], sameSerial);
        return new Joined(own, autopilot, DeviceJudge.Flags(facts, ResetEligibility.Judge(facts, context), missing: false), DeviceJudge.ChangesAt(facts, context) ?? 0);
    }

    private static void Add(RunDraft draft, Joined device)
    {
        draft.Entra.Add(device.Entra);
        draft.Autopilot.Add(device.Autopilot);
        draft.Flags.Add(device.Flags.Value);
        draft.ChangesAt.Add(device.ChangesAt);
    }

    private readonly record struct Joined(int Entra, int Autopilot, DeviceFlags Flags, long ChangesAt);

    private sealed class Workspace
    {
        public RecordWriter Related { get; } = new();

        public List<int> Entra { get; } = [];
    }
}
