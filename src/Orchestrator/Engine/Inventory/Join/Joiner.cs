using System.Collections.Concurrent;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Devices;
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
        var one = new List<int>();
        var entra = EntraOnly(draft, one);
        var autopilot = AutopilotOnly(draft, one);
        draft.Sizes = new DeviceSizes(managed, entra, autopilot, 0);
        foreach (var (place, other) in _others)
            draft.Others[place] = other;
        return draft;
    }

    private void Managed(int from, int to, Joined[] joined)
    {
        var entra = new List<int>();
        for (var place = from; place < to; place++)
        {
            var record = lists.Intune[place];
            var entraId = lists.Columns.EntraIds[place];
            var own = lists.Entra.Candidates(entraId, RecordReader.Find(record, Field.Name), take: true, entra);
            var autopilot = lists.Autopilot.Find(lists.Columns.Ids[place], entraId, lists.Columns.Texts.Serial(place));
            joined[place] = Judge(place, DeviceColumns.IntuneList, record, own, autopilot, twins.GetValueOrDefault(place) ?? [], entra);
        }
    }

    private int EntraOnly(RunDraft draft, List<int> entra)
    {
        var count = 0;
        for (var number = 0; number < lists.Entra.Count; number++)
        {
            if (lists.Entra.IsTaken(number))
                continue;
            var record = lists.Entra[number];
            var columns = DeviceColumns.Of(DeviceColumns.EntraList, record);
            lists.Entra.Candidates(columns.EntraId, RecordReader.Find(record, Field.Name), take: false, entra);

            // Two objects may claim one device id; each is a row, and names the other.
            var first = entra.Remove(number);
            entra.Insert(0, number);
            lists.Columns.Add(columns, first ? null : DeviceIdKey.Of(RecordReader.Find(record, Field.Id)));
            Add(draft, Judge(draft.Flags.Count, DeviceColumns.EntraList, record, number, lists.Autopilot.Find(Guid.Empty, columns.EntraId, default), [], entra));
            count++;
        }

        return count;
    }

    private int AutopilotOnly(RunDraft draft, List<int> entra)
    {
        var count = 0;
        for (var number = 0; number < lists.Autopilot.Count; number++)
        {
            if (lists.Autopilot.IsTaken(number))
                continue;
            entra.Clear();
            lists.Columns.Add(DeviceColumns.Of(DeviceColumns.AutopilotList, lists.Autopilot[number]));
            Add(draft, Judge(draft.Flags.Count, DeviceColumns.AutopilotList, lists.Autopilot[number], -1, number, [], entra));
            count++;
        }

        return count;
    }

    private Joined Judge(int place, char list, ReadOnlySpan<byte> record, int own, int autopilot, int[] sameSerial, List<int> entra)
    {
        var related = new RelatedFacts(
            entra.Count == 0 ? [] : EntraOf(entra),
            autopilot < 0 ? null : FactsReader.Autopilot(lists.Autopilot[autopilot]),
            sameSerial.Length == 0 ? [] : Array.ConvertAll(sameSerial, n => RelatedFacts.Twin(lists.Intune[n])));
        var facts = FactsReader.Facts(list, record, related, context.Now);
        if (entra.Count > (own >= 0 ? 1 : 0) || sameSerial.Length > 0)
            _others[place] = new OtherRecords([.. entra.Where(n => n != own)], sameSerial);
        return new Joined(own, autopilot, DeviceJudge.Flags(facts, ResetEligibility.Verdict(facts, context), missing: false), DeviceJudge.ChangesAt(facts, context) ?? 0);
    }

    private EntraObject[] EntraOf(List<int> numbers)
    {
        var objects = new EntraObject[numbers.Count];
        for (var i = 0; i < objects.Length; i++)
            objects[i] = FactsReader.Entra(lists.Entra[numbers[i]]);
        return objects;
    }

    private static void Add(RunDraft draft, Joined device)
    {
        draft.Entra.Add(device.Entra);
        draft.Autopilot.Add(device.Autopilot);
        draft.Flags.Add(device.Flags.Value);
        draft.ChangesAt.Add(device.ChangesAt);
    }

    private readonly record struct Joined(int Entra, int Autopilot, DeviceFlags Flags, long ChangesAt);
}
