using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>What was joined to a device: Entra objects that could be it, its Autopilot identity, and Intune records with the same serial.</summary>
internal readonly record struct RelatedFacts(IReadOnlyList<EntraObject> Entra, AutopilotIdentity? Autopilot, IReadOnlyList<SerialTwin> Twins)
{
    /// <summary>As <see cref="RelatedRecords"/> wrote it.</summary>
    public static RelatedFacts Of(ReadOnlySpan<byte> related)
    {
        List<EntraObject>? entra = null;
        List<SerialTwin>? twins = null;
        AutopilotIdentity? identity = null;
        var reader = new RecordReader(related);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.EntraRecord: (entra ??= []).Add(FactsReader.Entra(reader.Bytes)); break;
                case Field.AutopilotRecord: identity = FactsReader.Autopilot(reader.Bytes); break;
                case Field.TwinRecord: (twins ??= []).Add(Twin(reader.Bytes)); break;
                default: break;
            }
        }

        return new(entra ?? [], identity, twins ?? []);
    }

    public static SerialTwin Twin(ReadOnlySpan<byte> record)
    {
        string id = "", name = "";
        DateTimeOffset? checkIn = null;
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.Id: id = DeviceIdKey.Text(reader.Bytes); break;
                case Field.Name: name = reader.Text; break;
                case Field.LastCheckIn: checkIn = reader.Time; break;
                default: break;
            }
        }

        return new SerialTwin(id, name, checkIn);
    }
}
