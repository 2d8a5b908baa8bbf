using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>What the rules need besides the device: the clock, the thresholds, the lists and what is already under way.</summary>
public sealed record EligibilityContext
{
    public required DateTimeOffset Now { get; init; }

    public EligibilityThresholds Thresholds { get; init; } = new();

    /// <summary><c>null</c> when the protected list could not be read: every device is refused then (invariant 8).</summary>
    public required ProtectedDevices? Protected { get; init; }

    /// <summary>Open requests of this console by managed-device id and by Entra device id; letter case does not matter.</summary>
    public IReadOnlyDictionary<string, OpenOrder> OpenOrders { get; init => field = IgnoringCase.Dictionary(value); } = IgnoringCase.NoOrders;

    /// <summary>Orders accepted earlier and not proven, though their request is closed ("armed"), by the same ids.</summary>
    public IReadOnlyDictionary<string, OpenOrder> ArmedOrders { get; init => field = IgnoringCase.Dictionary(value); } = IgnoringCase.NoOrders;

    /// <summary>Entra <c>mdmAppId</c> values that mean Intune.</summary>
    public IReadOnlySet<string> IntuneMdmAppIds { get; init => field = IgnoringCase.Set(value); } = IgnoringCase.Set(new HashSet<string> { "0000000a-0000-0000-c000-000000000000" });
}

/// <summary>Ages after which a device needs a release or is refused. Days; rules.md gives the defaults.</summary>
public sealed record EligibilityThresholds
{
    public int ReleaseAfterDaysWithoutCheckIn { get; init; } = 14;
    public int RefuseAfterDaysWithoutCheckIn { get; init; } = 30;

    /// <summary>A check-in or sign-in younger than this means "in use". Minutes.</summary>
    public int InUseMinutes { get; init; } = 60;
}

/// <summary>An order of ours that a device already has.</summary>
public sealed record OpenOrder(Guid RequestId, Guid BatchId, OrderKind Kind, DeviceState State, DateTimeOffset? ArmedSince);

/// <summary>
/// Who must not be touched from here: by serial, name, managed-device id, Entra device id or user id; and the hold list,
/// whose devices belong to the security team until released. Whatever sets come in, they compare without letter case, names without blanks around them, serials as <see cref="Devices.Serials.Normalise"/> writes them.
/// </summary>
public sealed record ProtectedDevices
{
    public IReadOnlySet<string> Serials { get; init => field = IgnoringCase.Set(value, Devices.Serials.Normalise); } = IgnoringCase.Empty;
    public IReadOnlySet<string> Names { get; init => field = IgnoringCase.Set(value, name => name.Trim()); } = IgnoringCase.Empty;

    /// <summary>Managed-device ids and Entra device ids, members of protected groups included.</summary>
    public IReadOnlySet<string> DeviceIds { get; init => field = IgnoringCase.Set(value); } = IgnoringCase.Empty;

    /// <summary>Entra user ids whose devices are protected: everybody who may use this console.</summary>
    public IReadOnlySet<string> UserIds { get; init => field = IgnoringCase.Set(value); } = IgnoringCase.Empty;

    public IReadOnlySet<string> HeldSerials { get; init => field = IgnoringCase.Set(value, Devices.Serials.Normalise); } = IgnoringCase.Empty;
    public IReadOnlySet<string> HeldDeviceIds { get; init => field = IgnoringCase.Set(value); } = IgnoringCase.Empty;
}
