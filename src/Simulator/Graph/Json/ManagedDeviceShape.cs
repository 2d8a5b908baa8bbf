using System.Text.Json;
using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Fleet.Behaviours;

namespace AutopilotReset.Simulator.Graph.Json;

/// <summary>A managedDevice at a moment.</summary>
internal readonly record struct ManagedItem(PracticeDevice Device, IntuneRecord Record, FleetView View, bool HidesResults = false)
{
    public PracticeUser? Enroller => View.FindUser(Record.UserId);
}

/// <summary>managedDevice as v1.0 declares it, and beta's joinType, skuFamily, skuNumber, autopilotEnrolled, ownerType and usersLoggedOn (graph.md §3).</summary>
internal static class ManagedDeviceShape
{
    private static readonly DateTimeOffset _never = new(1, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly JsonShape<ManagedItem> Shape = new("microsoft.graph.managedDevice",
        Field.Text<ManagedItem>("id", i => i.Record.Id),
        Field.Text<ManagedItem>("userId", i => i.Record.UserId ?? ""),
        Field.Text<ManagedItem>("deviceName", i => i.Record.DeviceName),
        Field.Text<ManagedItem>("managedDeviceName", i => $"{i.Enroller?.Mail ?? "none"}_Windows_{i.Record.EnrolledDateTime:M/d/yyyy}"),
        Field.Text<ManagedItem>("managedDeviceOwnerType", i => i.Record.ManagedDeviceOwnerType),
        Field.Time<ManagedItem>("enrolledDateTime", i => i.Record.EnrolledDateTime),
        Field.Time<ManagedItem>("lastSyncDateTime", i => FleetStore.LastSync(i.Device, i.View.Now)),
        Field.Text<ManagedItem>("operatingSystem", i => i.Record.OperatingSystem),
        Field.Text<ManagedItem>("complianceState", i => i.Record.ComplianceState),
        Field.Text<ManagedItem>("jailBroken", _ => "Unknown"),
        Field.Text<ManagedItem>("managementAgent", i => i.Record.ManagementAgent),
        Field.Text<ManagedItem>("osVersion", i => i.Record.OsVersion),
        Field.Flag<ManagedItem>("easActivated", _ => false),
        Field.Time<ManagedItem>("easActivationDateTime", _ => _never),
        Field.Flag<ManagedItem>("azureADRegistered", i => i.Record.AzureADRegistered),
        Field.Text<ManagedItem>("deviceEnrollmentType", i => i.Record.DeviceEnrollmentType),
        Field.Text<ManagedItem>("emailAddress", i => i.Enroller?.Mail ?? ""),
        Field.Text<ManagedItem>("azureADDeviceId", i => i.Record.AzureADDeviceId),
        Field.Text<ManagedItem>("deviceRegistrationState", i => i.Record.DeviceRegistrationState),
        Field.Text<ManagedItem>("deviceCategoryDisplayName", _ => "Unassigned"),
        Field.Flag<ManagedItem>("isSupervised", _ => false),
        Field.Flag<ManagedItem>("isEncrypted", i => i.Record.IsEncrypted),
        Field.Text<ManagedItem>("userPrincipalName", i => i.Enroller?.UserPrincipalName ?? ""),
        Field.Text<ManagedItem>("model", i => i.Record.Model),
        Field.Text<ManagedItem>("manufacturer", i => i.Record.Manufacturer),
        Field.Time<ManagedItem>("complianceGracePeriodExpirationDateTime", _ => new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero)),
        Field.Text<ManagedItem>("serialNumber", i => i.Record.SerialNumber),
        Field.Text<ManagedItem>("userDisplayName", i => i.Enroller?.DisplayName ?? ""),
        Field.Number<ManagedItem>("totalStorageSpaceInBytes", i => i.Record.TotalStorageSpaceInBytes),
        Field.Number<ManagedItem>("freeStorageSpaceInBytes", i => i.Record.FreeStorageSpaceInBytes),
        Field.Text<ManagedItem>("partnerReportedThreatState", i => i.Record.PartnerReportedThreatState),
        Field.Text<ManagedItem>("managementState", i => i.Record.ManagementState),
        Field.Time<ManagedItem>("managementCertificateExpirationDate", i => i.Record.ManagementCertificateExpirationDate),
        Field.Text<ManagedItem>("enrollmentProfileName", i => i.Record.EnrollmentProfileName),
        Field.Text<ManagedItem>("wiFiMacAddress", i => i.Record.WiFiMacAddress),
        Field.Text<ManagedItem>("notes", i => i.Record.Notes),
        Field.Number<ManagedItem>("physicalMemoryInBytes", _ => 0),
        new("deviceActionResults", WriteResults),
        Field.Text<ManagedItem>("joinType", i => i.Record.JoinType, beta: true),
        Field.Text<ManagedItem>("ownerType", i => i.Record.ManagedDeviceOwnerType, beta: true),
        Field.Text<ManagedItem>("skuFamily", i => i.Record.SkuFamily, beta: true),
        Field.Number<ManagedItem>("skuNumber", i => i.Record.SkuNumber, beta: true),
        Field.Flag<ManagedItem>("autopilotEnrolled", i => i.Record.AutopilotEnrolled, beta: true),
        new("usersLoggedOn", WriteLogOns, BetaOnly: true));

    private static void WriteLogOns(Utf8JsonWriter writer, ManagedItem item)
    {
        writer.WriteStartArray();
        if (item.Record.LoggedOnUserId is { } user)
        {
            writer.WriteStartObject();
            writer.WriteString("userId", user);
            writer.WriteString("lastLogOnDateTime", item.Record.LoggedOnDateTime.UtcDateTime);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteResults(Utf8JsonWriter writer, ManagedItem item)
    {
        writer.WriteStartArray();
        if (item.HidesResults)
        {
            writer.WriteEndArray();
            return;
        }
        var listed = AllBehaviours.Of(item.Device).ListsResults;
        foreach (var result in item.Record.ActionResults)
        {
            // Order -1 marks what was there at birth, which even a device that lists nothing new shows.
            if (!listed && result.Order >= 0) continue;
            writer.WriteStartObject();
            writer.WriteString("actionName", result.ActionName);
            writer.WriteString("actionState", result.ActionState);
            writer.WriteString("startDateTime", result.StartDateTime.UtcDateTime);
            writer.WriteString("lastUpdatedDateTime", result.LastUpdatedDateTime.UtcDateTime);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
