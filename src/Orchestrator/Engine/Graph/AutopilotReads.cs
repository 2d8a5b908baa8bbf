using AutopilotReset.Shared.Devices;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions.Serialization;

namespace AutopilotReset.Engine.Graph;

/// <summary>The Autopilot identity of one device (graph.md §7).</summary>
internal static class AutopilotReads
{
    /// <summary>By serial, then checked against the Intune id: <c>contains</c> is what the service offers for serials.</summary>
    public static async Task<AutopilotIdentity?> ForAsync(GraphServiceClient graph, Uri v1, Uri beta, string managedDeviceId, string? serial, CancellationToken stop)
    {
        if (Serials.IsPlaceholder(serial))
            return null;
        var filter = Uri.EscapeDataString($"contains(serialNumber,'{LiveFields.Quote(serial!)}')");
        var address = new Uri(v1, $"deviceManagement/windowsAutopilotDeviceIdentities?$filter={filter}");
        var page = await PlainReads.SendAsync(graph, address, WindowsAutopilotDeviceIdentityCollectionResponse.CreateFromDiscriminatorValue, stop);
        var identity = page?.Value?.FirstOrDefault(i => string.Equals(i.ManagedDeviceId, managedDeviceId, StringComparison.OrdinalIgnoreCase))
            ?? page?.Value?.FirstOrDefault(i => string.Equals(i.SerialNumber, serial, StringComparison.OrdinalIgnoreCase));
        return identity?.Id is null ? null : await WithProfileAsync(graph, beta, Map(identity), stop);
    }

    private static AutopilotIdentity Map(WindowsAutopilotDeviceIdentity identity) => new()
    {
        Id = identity.Id!,
        Serial = identity.SerialNumber,
        GroupTag = identity.GroupTag,
        AssignedUser = string.IsNullOrEmpty(identity.UserPrincipalName) ? null : identity.UserPrincipalName,
        EnrollmentState = LiveFields.Raw(identity.EnrollmentState),
    };

    /// <summary>beta: assignment status and profile. Where beta does not offer it the facts stay unknown.</summary>
    private static async Task<AutopilotIdentity> WithProfileAsync(GraphServiceClient graph, Uri beta, AutopilotIdentity identity, CancellationToken stop)
    {
        var address = new Uri(beta, $"deviceManagement/windowsAutopilotDeviceIdentities/{Uri.EscapeDataString(identity.Id)}?$expand=deploymentProfile");
        try
        {
            var found = await PlainReads.SendAsync(graph, address, WindowsAutopilotDeviceIdentity.CreateFromDiscriminatorValue, stop);
            var profile = BetaReads.Value(found, "deploymentProfile") as UntypedObject;
            return identity with
            {
                ProfileAssignmentStatus = BetaReads.Value(found, "deploymentProfileAssignmentStatus")?.ToString(),
                ProfileName = Text(profile, "displayName"),
                SelfDeploying = SelfDeploying(profile),
            };
        }
        catch (ODataError error) when (error.ResponseStatusCode is 400 or 403 or 404)
        {
            return identity;
        }
    }

    /// <summary>A self-deploying profile is one whose out-of-box experience says <c>deviceUsageType: shared</c>.</summary>
    private static bool? SelfDeploying(UntypedObject? profile)
    {
        if (profile is null)
            return null;
        var experience = Child(profile, "outOfBoxExperienceSetting") ?? Child(profile, "outOfBoxExperienceSettings");
        return Text(experience as UntypedObject, "deviceUsageType") is { } usage ? usage == "shared" : null;
    }

    private static UntypedNode? Child(UntypedObject node, string name) => node.GetValue().TryGetValue(name, out var child) ? child : null;

    private static string? Text(UntypedObject? node, string name) => node is not null && Child(node, name) is UntypedString text ? text.GetValue() : null;
}
