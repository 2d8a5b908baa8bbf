using System.Text.Json;
using AutopilotReset.Shared.Devices;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;
using Person = AutopilotReset.Shared.Devices.Person;

namespace AutopilotReset.Engine.Graph;

/// <summary>Which properties a live read asks for, and how Graph's objects become facts.</summary>
internal static class LiveFields
{
    /// <summary>As <c>$select</c> has them.</summary>
    public const string Record =
        "id,deviceName,serialNumber,azureADDeviceId,manufacturer,model,operatingSystem,osVersion,managementAgent,managementState,"
        + "managedDeviceOwnerType,deviceEnrollmentType,enrollmentProfileName,partnerReportedThreatState,isEncrypted,freeStorageSpaceInBytes,"
        + "lastSyncDateTime,enrolledDateTime,managementCertificateExpirationDate,userId,userPrincipalName,userDisplayName,deviceActionResults";

    public const string Entra =
        "id,deviceId,displayName,trustType,onPremisesSyncEnabled,accountEnabled,isManaged,mdmAppId,profileType,operatingSystem,physicalIds,approximateLastSignInDateTime";

    public static DeviceFacts Facts(ManagedDevice record, BetaRecord? beta, DateTimeOffset readAt) => new()
    {
        ManagedDeviceId = Id(record.Id),
        EntraDeviceId = Id(record.AzureADDeviceId),
        Name = record.DeviceName ?? "",
        Serial = record.SerialNumber,
        Manufacturer = record.Manufacturer,
        Model = record.Model,
        OperatingSystem = record.OperatingSystem,
        OsVersion = record.OsVersion,
        SkuFamily = beta?.SkuFamily,
        SkuNumber = beta?.SkuNumber,
        IntuneJoinType = beta?.JoinType,
        AutopilotRegistered = beta?.AutopilotEnrolled,
        ManagementAgent = Raw(record.ManagementAgent),
        ManagementState = Additional(record, "managementState"),
        OwnerType = Raw(record.ManagedDeviceOwnerType),
        DeviceEnrollmentType = Raw(record.DeviceEnrollmentType),
        EnrollmentProfileName = record.EnrollmentProfileName,
        ThreatState = Raw(record.PartnerReportedThreatState),
        IsEncrypted = record.IsEncrypted,
        FreeStorageBytes = record.FreeStorageSpaceInBytes,
        LastCheckIn = Instant(record.LastSyncDateTime),
        EnrolledAt = Instant(record.EnrolledDateTime),
        ManagementCertificateExpires = Instant(record.ManagementCertificateExpirationDate),
        RecordedUser = Id(record.UserId) is { } user ? new Person(user, record.UserPrincipalName, record.UserDisplayName) : null,
        ActionResults = [.. (record.DeviceActionResults ?? []).Select(Action)],
        ReadAt = readAt,
    };

    public static ActionResult Action(DeviceActionResult result) =>
        new(result.ActionName ?? "", Raw(result.ActionState) ?? "none", Instant(result.StartDateTime), Instant(result.LastUpdatedDateTime));

    public static EntraObject EntraObjectOf(Device device) => new()
    {
        ObjectId = Id(device.Id) ?? "",
        DeviceId = Id(device.DeviceId) ?? "",
        Name = device.DisplayName ?? "",
        TrustType = device.TrustType,
        OnPremisesSyncEnabled = device.OnPremisesSyncEnabled,
        AccountEnabled = device.AccountEnabled,
        IsManaged = device.IsManaged,
        MdmAppId = device.MdmAppId,
        ProfileType = device.ProfileType,
        OperatingSystem = device.OperatingSystem,
        PhysicalIds = device.PhysicalIds ?? [],
        LastSignIn = device.ApproximateLastSignInDateTime,
    };

    public static IReadOnlyList<Person> People(IEnumerable<DirectoryObject>? people) =>
        [.. (people ?? []).Select(p => p is User user ? new Person(Id(user.Id) ?? "", user.UserPrincipalName, user.DisplayName) : new Person(Id(p.Id) ?? ""))];

    /// <summary>The users of an Intune record, or the owners of an Entra object, which may be other things than users.</summary>
    public static IReadOnlyList<Person> People(ReadPeople? people, bool allAreUsers) =>
        [.. (people?.Value ?? []).Select(p => allAreUsers || p.Type == "#microsoft.graph.user" ? new Person(Id(p.Id) ?? "", p.UserPrincipalName, p.DisplayName) : new Person(Id(p.Id) ?? ""))];

    /// <summary>Filters that find what could be taken for this device: the same display name, or the same Autopilot or hardware id.</summary>
    public static IEnumerable<string> TwinFilters(Device? own, string? name)
    {
        if (!string.IsNullOrEmpty(name))
            yield return $"displayName eq '{Quote(name)}'";
        foreach (var id in HardwareIds(own))
            yield return $"physicalIds/any(p:p eq '{Quote(id)}')";
    }

    /// <summary>Shares a hardware id, or is a hybrid object of the same name (rules.md). An ordinary device may bear another's name.</summary>
    public static bool IsTwin(Device other, Device? own, string? name) =>
        (IsHybrid(other) && string.Equals(other.DisplayName, name, StringComparison.OrdinalIgnoreCase))
        || HardwareIds(other).Intersect(HardwareIds(own), StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Graph ids are compared lower-case; an all-zero id is what Intune writes where there is none.</summary>
    public static string? Id(string? id) =>
        string.IsNullOrWhiteSpace(id) || id == "00000000-0000-0000-0000-000000000000" ? null : id.ToLowerInvariant();

    public static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>0001-01-01 is what Intune writes for "never".</summary>
    public static DateTimeOffset? Instant(DateTimeOffset? instant) => instant is { Year: > 1 } ? instant : null;

    public static string? Raw<T>(T? value)
        where T : struct, Enum => value is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;

    private static bool IsHybrid(Device device) =>
        string.Equals(device.TrustType, JoinTypes.HybridTrust, StringComparison.OrdinalIgnoreCase) || device.OnPremisesSyncEnabled == true;

    private static IEnumerable<string> HardwareIds(Device? device) =>
        (device?.PhysicalIds ?? []).Where(p => p.StartsWith("[ZTDID]", StringComparison.OrdinalIgnoreCase) || p.StartsWith("[HWID]", StringComparison.OrdinalIgnoreCase));

    private static string? Additional(IAdditionalDataHolder holder, string name) => BetaReads.Value(holder, name)?.ToString();
}
