using System.Text.Json;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Simulator.Graph.Json;

/// <summary>windowsAutopilotDeviceIdentity; the profile's assignment is beta only (graph.md §7).</summary>
internal static class AutopilotShape
{
    private static readonly JsonField<AutopilotIdentity>[] _fields =
    [
        Field.Text<AutopilotIdentity>("id", a => a.Id),
        Field.Text<AutopilotIdentity>("groupTag", a => a.GroupTag),
        Field.Text<AutopilotIdentity>("purchaseOrderIdentifier", _ => ""),
        Field.Text<AutopilotIdentity>("serialNumber", a => a.SerialNumber),
        Field.Text<AutopilotIdentity>("productKey", _ => ""),
        Field.Text<AutopilotIdentity>("manufacturer", a => a.Manufacturer),
        Field.Text<AutopilotIdentity>("model", a => a.Model),
        Field.Text<AutopilotIdentity>("enrollmentState", a => a.EnrollmentState),
        Field.Time<AutopilotIdentity>("lastContactedDateTime", a => a.LastContactedDateTime),
        Field.Text<AutopilotIdentity>("addressableUserName", a => a.AddressableUserName ?? ""),
        Field.Text<AutopilotIdentity>("userPrincipalName", a => a.UserPrincipalName ?? ""),
        Field.Text<AutopilotIdentity>("resourceName", _ => ""),
        Field.Text<AutopilotIdentity>("skuNumber", _ => ""),
        Field.Text<AutopilotIdentity>("systemFamily", _ => ""),
        Field.Text<AutopilotIdentity>("azureActiveDirectoryDeviceId", a => a.AzureActiveDirectoryDeviceId ?? DeviceSteps.NoId),
        Field.Text<AutopilotIdentity>("managedDeviceId", a => a.ManagedDeviceId ?? DeviceSteps.NoId),
        Field.Text<AutopilotIdentity>("displayName", a => a.DisplayName ?? ""),
        Field.Text<AutopilotIdentity>("deploymentProfileAssignmentStatus", a => a.ProfileAssignmentStatus, beta: true),
    ];

    public static readonly JsonShape<AutopilotIdentity> Shape = new("microsoft.graph.windowsAutopilotDeviceIdentity", _fields);

    /// <summary>With <c>$expand=deploymentProfile</c>, beta only. A self-deploying profile is one whose device usage is shared.</summary>
    public static readonly JsonShape<AutopilotIdentity> WithProfile = new("microsoft.graph.windowsAutopilotDeviceIdentity",
        [.. _fields, new JsonField<AutopilotIdentity>("deploymentProfile", WriteProfile, BetaOnly: true)]);

    private static void WriteProfile(Utf8JsonWriter writer, AutopilotIdentity identity)
    {
        if (identity.ProfileName is not { } name)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("@odata.type", "#microsoft.graph.azureADWindowsAutopilotDeploymentProfile");
        writer.WriteString("id", Ids.For(0, "profile", name));
        writer.WriteString("displayName", name);
        writer.WriteStartObject("outOfBoxExperienceSetting");
        writer.WriteString("deviceUsageType", identity.SelfDeploying ? "shared" : "singleUser");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
