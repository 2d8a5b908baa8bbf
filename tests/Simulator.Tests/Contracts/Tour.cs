namespace AutopilotReset.Tests.Simulator.Contracts;

/// <summary>One call of every route, over devices of every kind.</summary>
internal static class Tour
{
    /// <summary>Routes that exist to catch a mistake: nothing in Microsoft's schema speaks of them, or the product never calls them.</summary>
    public static readonly string[] NeverTaken =
    [
        "DELETE v1.0 /devices/{id}/registeredOwners/{userId}",
        "POST beta /deviceManagement/managedDevices/{id}/wipe",
        "GET v1.0 /me/transitiveMemberOf/graph.directoryRole",
        "GET v1.0 /groups/{id}/transitiveMembers/graph.device",
        "GET v1.0 /groups/{id}/transitiveMembers/graph.user",
    ];

    public static async Task WalkAsync(Tenant tenant)
    {
        await IntuneAsync(tenant);
        await DirectoryAsync(tenant);
        await HoldersAsync(tenant);
    }

    private static async Task IntuneAsync(Tenant tenant)
    {
        var id = tenant.IdOf("NB-CLEAN-01");
        var autopilot = tenant.Practice.Fleet.Find("NB-CLEAN-01")!.Autopilot!.Id;
        await tenant.OrderAsync("NB-CLEAN-01");
        await tenant.OrderAsync("NB-HYBRID-01", Tenant.FullWipe);
        foreach (var version in new[] { "v1.0", "beta" })
        {
            await tenant.GetAsync($"/{version}/deviceManagement/managedDevices?$filter=operatingSystem eq 'Windows'&$top=1000");
            await tenant.GetAsync($"/{version}/deviceManagement/managedDevices/{id}");
            await tenant.GetAsync($"/{version}/deviceManagement/managedDevices('{id}')?$select=id,deviceName,deviceActionResults,managementState");
            await tenant.GetAsync($"/{version}/deviceManagement/managedDevices/{id}/users?$select=id,displayName,userPrincipalName");
            await tenant.GetAsync($"/{version}/deviceManagement/windowsAutopilotDeviceIdentities");
            await tenant.GetAsync($"/{version}/deviceManagement/windowsAutopilotDeviceIdentities/{autopilot}");
        }
        await tenant.GetAsync($"/beta/deviceManagement/managedDevices/{id}?$select=id,usersLoggedOn");
        await tenant.GetAsync($"/beta/deviceManagement/windowsAutopilotDeviceIdentities/{autopilot}?$expand=deploymentProfile");
        await tenant.GetAsync("/v1.0/deviceManagement/managedDevices?$top=5&$select=id,lastSyncDateTime");
        var audit = await tenant.GetAsync("/v1.0/deviceManagement/auditEvents?$filter=category eq 'Device'");
        await tenant.GetAsync($"/v1.0/deviceManagement/auditEvents/{audit["value"]![0]!["id"]}");
        await ApprovalsAsync(tenant);
    }

    private static async Task ApprovalsAsync(Tenant tenant)
    {
        tenant.Practice.Settings.WipeNeedsApproval = true;
        await tenant.OrderAsync("NB-CLEAN-03");
        await tenant.SendAsync(HttpMethod.Post, $"/v1.0/deviceManagement/managedDevices/{tenant.IdOf("NB-CLEAN-03")}/wipe", Tenant.Wipe, null, ("x-msft-approval-justification", "TGVhdmVy"));
        tenant.Practice.Settings.WipeNeedsApproval = false;
        var requests = await tenant.GetAsync("/beta/deviceManagement/operationApprovalRequests");
        await tenant.GetAsync($"/beta/deviceManagement/operationApprovalRequests/{requests["value"]![0]!["id"]}");
    }

    private static async Task DirectoryAsync(Tenant tenant)
    {
        var entra = tenant.Practice.Fleet.Find("NB-CLEAN-01")!.Entra!;
        for (var link = (string?)"/v1.0/devices?$filter=operatingSystem eq 'Windows'"; link is not null; link = (string?)(await tenant.GetAsync(link))["@odata.nextLink"])
        {
        }
        foreach (var device in new[] { $"/v1.0/devices/{entra.Id}", $"/v1.0/devices(deviceId='{entra.DeviceId}')" })
        {
            await tenant.GetAsync(device + "?$select=id,deviceId,trustType,physicalIds");
            await tenant.GetAsync(device + "/registeredOwners");
            await tenant.GetAsync(device + "/registeredUsers");
        }
        await tenant.GetAsync("/v1.0/me");
        await tenant.GetAsync("/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,roleTemplateId");
        await tenant.GetAsync("/v1.0/users?$filter=startswith(displayName,'A')");
        await tenant.GetAsync($"/v1.0/users/{entra.OwnerId}");
        var groups = await tenant.GetAsync("/v1.0/groups?$filter=startswith(displayName,'School')");
        var id = (string)groups["value"]![0]!["id"]!;
        await tenant.GetAsync($"/v1.0/groups/{id}?$select=id,displayName");
        await tenant.GetAsync($"/v1.0/groups/{id}/transitiveMembers");
        await tenant.SendAsync(HttpMethod.Get, $"/v1.0/groups/{id}/transitiveMembers/microsoft.graph.device?$count=true&$select=id,deviceId,displayName", headers: ("ConsistencyLevel", "eventual"));
        await tenant.SendAsync(HttpMethod.Get, $"/v1.0/groups/{id}/transitiveMembers/microsoft.graph.user?$count=true&$select=id&$top=999", headers: ("ConsistencyLevel", "eventual"));
    }

    private static async Task HoldersAsync(Tenant tenant)
    {
        var (id, entra) = (tenant.IdOf("NB-CLEAN-02"), tenant.Practice.Fleet.Find("NB-CLEAN-02")!.Entra!);
        var repair = tenant.Practice.AccessTokenFor("ada", "DeviceManagementManagedDevices.ReadWrite.All");
        await tenant.SendAsync(HttpMethod.Delete, $"/beta/deviceManagement/managedDevices('{id}')/users/$ref", token: repair);
        await tenant.SendAsync(HttpMethod.Post, $"/beta/deviceManagement/managedDevices('{id}')/users/$ref", $$"""{"@odata.id":"https://graph.microsoft.com/beta/users('{{entra.OwnerId}}')"}""", repair);
        var asUser = tenant.Practice.AccessTokenFor("ada", "Directory.AccessAsUser.All");
        await tenant.SendAsync(HttpMethod.Delete, $"/v1.0/devices/{entra.Id}/registeredOwners/{entra.OwnerId}/$ref", token: asUser);
    }
}
