using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Makes <see cref="DeviceFacts"/> of stored records: the device's own and what was joined to it.</summary>
internal static class FactsReader
{
    /// <param name="list">First letter of the device's key: which list its own record is from.</param>
    /// <param name="record">Its own record.</param>
    /// <param name="related">What was joined; may be empty.</param>
    /// <param name="readAt">When the lists were read.</param>
    public static DeviceFacts Facts(char list, ReadOnlySpan<byte> record, ReadOnlySpan<byte> related, DateTimeOffset readAt) =>
        Facts(list, record, RelatedFacts.Of(related), readAt);

    /// <inheritdoc cref="Facts(char, ReadOnlySpan{byte}, ReadOnlySpan{byte}, DateTimeOffset)"/>
    public static DeviceFacts Facts(char list, ReadOnlySpan<byte> record, in RelatedFacts related, DateTimeOffset readAt)
    {
        if (list == Columns.DeviceColumns.IntuneList)
            return Intune(record, related, readAt);
        var facts = list == Columns.DeviceColumns.EntraList ? OfEntra(Entra(record), record, readAt) : OfAutopilot(Autopilot(record), record, readAt);
        var identity = related.Autopilot ?? facts.Autopilot;
        return facts with
        {
            EntraObjects = related.Entra.Count > 0 ? related.Entra : facts.EntraObjects,
            Autopilot = identity,
            AutopilotRegistered = identity is not null ? true : facts.AutopilotRegistered,
            Serial = facts.Serial ?? identity?.Serial,
            SerialTwins = related.Twins,
        };
    }

    public static EntraObject Entra(ReadOnlySpan<byte> record)
    {
        string objectId = "", deviceId = "", name = "";
        string? trust = null, mdm = null, profile = null, os = null;
        bool? synced = null, enabled = null, managed = null;
        DateTimeOffset? signIn = null;
        List<string>? physical = null;
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.Id: objectId = DeviceIdKey.Text(reader.Bytes); break;
                case Field.DeviceId: deviceId = DeviceIdKey.Text(reader.Bytes); break;
                case Field.Name: name = reader.Text; break;
                case Field.TrustType: trust = Words.Of(reader.Bytes); break;
                case Field.OnPremisesSync: synced = reader.Flag; break;
                case Field.AccountEnabled: enabled = reader.Flag; break;
                case Field.IsManaged: managed = reader.Flag; break;
                case Field.MdmAppId: mdm = Words.Of(reader.Bytes); break;
                case Field.ProfileType: profile = Words.Of(reader.Bytes); break;
                case Field.OperatingSystem: os = Words.Of(reader.Bytes); break;
                case Field.LastSignIn: signIn = reader.Time; break;
                case Field.PhysicalId: (physical ??= []).Add(reader.Text); break;
                default: break;
            }
        }

        return new EntraObject
        {
            ObjectId = objectId,
            DeviceId = deviceId,
            Name = name,
            TrustType = trust,
            OnPremisesSyncEnabled = synced,
            AccountEnabled = enabled,
            IsManaged = managed,
            MdmAppId = mdm,
            ProfileType = profile,
            OperatingSystem = os,
            PhysicalIds = (IReadOnlyList<string>?)physical ?? [],
            LastSignIn = signIn,
        };
    }

    public static AutopilotIdentity Autopilot(ReadOnlySpan<byte> record)
    {
        string id = "";
        string? serial = null, tag = null, user = null, state = null;
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.Id: id = DeviceIdKey.Text(reader.Bytes); break;
                case Field.Serial: serial = reader.Text; break;
                case Field.GroupTag: tag = reader.Text; break;
                case Field.UserPrincipalName: user = reader.Text; break;
                case Field.EnrollmentState: state = reader.Text; break;
                default: break;
            }
        }

        return new AutopilotIdentity { Id = id, Serial = serial, GroupTag = tag, AssignedUser = user, EnrollmentState = state };
    }

    private static DeviceFacts OfEntra(EntraObject found, ReadOnlySpan<byte> record, DateTimeOffset readAt) => new()
    {
        EntraDeviceId = found.DeviceId.Length > 0 ? found.DeviceId : null,
        Name = found.Name,
        OperatingSystem = found.OperatingSystem,
        OsVersion = TextOf(record, Field.OsVersion),
        EntraObjects = [found],
        ReadAt = readAt,
    };

    private static DeviceFacts OfAutopilot(AutopilotIdentity identity, ReadOnlySpan<byte> record, DateTimeOffset readAt) => new()
    {
        Name = TextOf(record, Field.Name) ?? identity.Serial ?? identity.Id,
        Serial = identity.Serial,
        Manufacturer = TextOf(record, Field.Manufacturer),
        Model = TextOf(record, Field.Model),
        EntraDeviceId = RecordReader.Find(record, Field.EntraDeviceId) is { IsEmpty: false } entra ? DeviceIdKey.Text(entra) : null,
        Autopilot = identity,
        ReadAt = readAt,
    };

    private static string? TextOf(ReadOnlySpan<byte> record, Field field) =>
        RecordReader.Find(record, field) is { IsEmpty: false } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    private static DeviceFacts Intune(ReadOnlySpan<byte> record, in RelatedFacts related, DateTimeOffset readAt)
    {
        var draft = new IntuneDraft();
        var reader = new RecordReader(record);
        while (reader.Next())
            draft.Take(ref reader);
        return draft.Facts(related, readAt);
    }
}
