using AutopilotReset.Engine.Inventory.Join;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Writes what was joined to a device in the form <see cref="FactsReader"/> reads.</summary>
internal static class RelatedRecords
{
    public static void Write(RecordWriter into, IReadOnlyList<int> entra, RecordAt entraRecord, int autopilot, RecordAt autopilotRecord, IReadOnlyList<int> twins, RecordAt intuneRecord)
    {
        into.Clear();
        for (var i = 0; i < entra.Count; i++)
            into.Bytes(Field.EntraRecord, entraRecord(entra[i]));
        if (autopilot >= 0)
            into.Bytes(Field.AutopilotRecord, autopilotRecord(autopilot));
        for (var i = 0; i < twins.Count; i++)
            into.Bytes(Field.TwinRecord, intuneRecord(twins[i]));
    }
}
