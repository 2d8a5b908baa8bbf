using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Collects the fields of an Intune record.</summary>
internal struct IntuneDraft
{
    private string? _id, _entra, _name, _serial, _manufacturer, _model, _os, _version, _sku, _join, _agent, _state, _owner, _enrollment, _profile, _threat, _user, _principal, _display;
    private long? _skuNumber, _storage;
    private bool? _autopilot, _encrypted;
    private DateTimeOffset? _checkIn, _enrolled, _certificate;
    private List<ActionResult>? _actions;

    public void Take(ref RecordReader field)
    {
        switch (field.Field)
        {
            case Field.Id: _id = DeviceIdKey.Text(field.Bytes); break;
            case Field.EntraDeviceId: _entra = DeviceIdKey.Text(field.Bytes); break;
            case Field.Name: _name = field.Text; break;
            case Field.Serial: _serial = field.Text; break;
            case Field.Manufacturer: _manufacturer = Words.Of(field.Bytes); break;
            case Field.Model: _model = Words.Of(field.Bytes); break;
            case Field.OperatingSystem: _os = Words.Of(field.Bytes); break;
            case Field.OsVersion: _version = Words.Of(field.Bytes); break;
            case Field.SkuFamily: _sku = Words.Of(field.Bytes); break;
            case Field.SkuNumber: _skuNumber = field.Number; break;
            case Field.JoinType: _join = Words.Of(field.Bytes); break;
            case Field.ManagementAgent: _agent = Words.Of(field.Bytes); break;
            case Field.ManagementState: _state = Words.Of(field.Bytes); break;
            case Field.OwnerType: _owner = Words.Of(field.Bytes); break;
            case Field.EnrollmentType: _enrollment = Words.Of(field.Bytes); break;
            case Field.EnrollmentProfile: _profile = Words.Of(field.Bytes); break;
            case Field.AutopilotEnrolled: _autopilot = field.Flag; break;
            case Field.ThreatState: _threat = Words.Of(field.Bytes); break;
            case Field.Encrypted: _encrypted = field.Flag; break;
            case Field.FreeStorage: _storage = field.Number; break;
            case Field.LastCheckIn: _checkIn = field.Time; break;
            case Field.Enrolled: _enrolled = field.Time; break;
            case Field.CertificateExpires: _certificate = field.Time; break;
            case Field.UserId: _user = DeviceIdKey.Text(field.Bytes); break;
            case Field.UserPrincipalName: _principal = field.Text; break;
            case Field.UserDisplayName: _display = field.Text; break;
            case Field.Action: (_actions ??= []).Add(Action(field.Bytes)); break;
            default: break;
        }
    }

    public readonly DeviceFacts Facts(in RelatedFacts related, DateTimeOffset readAt) => new()
    {
        ManagedDeviceId = _id,
        EntraDeviceId = _entra,
        Name = _name ?? "",
        Serial = _serial ?? related.Autopilot?.Serial,
        Manufacturer = _manufacturer,
        Model = _model,
        OperatingSystem = _os,
        OsVersion = _version,
        SkuFamily = _sku,
        SkuNumber = (int?)_skuNumber,
        IntuneJoinType = _join,
        ManagementAgent = _agent,
        ManagementState = _state,
        OwnerType = _owner,
        DeviceEnrollmentType = _enrollment,
        EnrollmentProfileName = _profile,
        AutopilotRegistered = related.Autopilot is not null ? true : _autopilot,
        ThreatState = _threat,
        IsEncrypted = _encrypted,
        FreeStorageBytes = _storage,
        LastCheckIn = _checkIn,
        EnrolledAt = _enrolled,
        ManagementCertificateExpires = _certificate,
        RecordedUser = _user is null ? null : new Person(_user, _principal, _display),
        ActionResults = (IReadOnlyList<ActionResult>?)_actions ?? [],
        EntraObjects = related.Entra,
        Autopilot = related.Autopilot,
        SerialTwins = related.Twins,
        ReadAt = readAt,
    };

    private static ActionResult Action(ReadOnlySpan<byte> record)
    {
        string name = "", state = "none";
        DateTimeOffset? started = null, updated = null;
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.ActionName: name = reader.Text; break;
                case Field.ActionState: state = reader.Text; break;
                case Field.ActionStarted: started = reader.Time; break;
                case Field.ActionUpdated: updated = reader.Time; break;
                default: break;
            }
        }

        return new ActionResult(name, state, started, updated);
    }
}
