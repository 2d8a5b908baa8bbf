namespace AutopilotReset.Tests.Simulator.Graph;

public class DirectoryTests
{
    [Fact]
    public async Task Devices_ByDeviceId_FindsTheObjectOfAManagedDevice()
    {
        await using var tenant = await Tenant.StartAsync();
        var device = tenant.Practice.Fleet.Find("NB-CLEAN-01")!;
        var found = await tenant.GetAsync($"/v1.0/devices(deviceId='{device.Intune!.AzureADDeviceId}')?$select=id,trustType");
        Assert.Equal(device.Entra!.Id, (string?)found["id"]);
    }

    [Fact]
    public async Task Devices_Filter_IsHonouredAndDefaultPageIsHundred()
    {
        await using var tenant = await Tenant.StartAsync(o => o with { Devices = 260 });
        var all = await tenant.GetAsync("/v1.0/devices");
        Assert.Equal(100, all["value"]!.AsArray().Count);
        Assert.NotNull(all["@odata.nextLink"]);
        var hybrid = await tenant.GetAsync("/v1.0/devices?$filter=trustType eq 'ServerAd' and operatingSystem eq 'Windows'&$select=displayName,trustType&$top=999");
        Assert.All(hybrid["value"]!.AsArray(), d => Assert.Equal("ServerAd", (string?)d!["trustType"]));
        Assert.Contains(hybrid["value"]!.AsArray(), d => (string?)d!["displayName"] == "NB-HYBRID-01");
    }

    [Theory]
    [InlineData("$top=1000")]
    [InlineData("$select=nonsense")]
    [InlineData("$filter=trustType like 'x'")]
    [InlineData("$search=\"displayName:NB\"")]
    public async Task Devices_BadQuery_IsRefused(string query)
    {
        await using var tenant = await Tenant.StartAsync();
        Assert.Equal(400, (await tenant.SendAsync(HttpMethod.Get, "/v1.0/devices?" + query)).Status);
    }

    [Fact]
    public async Task Owner_RemovedWithRef_NeedsDirectoryScopeAndTakesOnlyTheReference()
    {
        await using var tenant = await Tenant.StartAsync();
        var device = tenant.Practice.Fleet.Find("NB-CLEAN-01")!.Entra!;
        var owner = device.OwnerId!;
        var path = $"/v1.0/devices/{device.Id}/registeredOwners/{owner}/$ref";
        Assert.Equal(403, (await tenant.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(204, (await tenant.SendAsync(HttpMethod.Delete, path, token: tenant.Practice.AccessTokenFor("ada", "Directory.AccessAsUser.All"))).Status);
        Assert.Empty((await tenant.GetAsync($"/v1.0/devices/{device.Id}/registeredOwners"))["value"]!.AsArray());
        await tenant.GetAsync($"/v1.0/users/{owner}");
        Assert.Empty(tenant.Practice.Alarms.All);
    }

    [Fact]
    public async Task Owner_RemovedWithoutRef_DeletesTheUserAndRaisesAlarm()
    {
        await using var tenant = await Tenant.StartAsync();
        var device = tenant.Practice.Fleet.Find("NB-CLEAN-01")!.Entra!;
        var owner = device.OwnerId!;
        await tenant.SendAsync(HttpMethod.Delete, $"/v1.0/devices/{device.Id}/registeredOwners/{owner}", token: tenant.Practice.AccessTokenFor("ada", "Directory.AccessAsUser.All"));
        Assert.Equal(404, (await tenant.SendAsync(HttpMethod.Get, $"/v1.0/users/{owner}")).Status);
        Assert.Equal("user deleted", Assert.Single(tenant.Practice.Alarms.All).Kind);
    }

    [Fact]
    public async Task PrimaryUser_RemovedAndSetInBeta_ChangesUsers()
    {
        await using var tenant = await Tenant.StartAsync();
        var token = tenant.Practice.AccessTokenFor("ada", "DeviceManagementManagedDevices.ReadWrite.All");
        var path = $"/deviceManagement/managedDevices('{tenant.IdOf("NB-CLEAN-01")}')/users";
        Assert.Equal(204, (await tenant.SendAsync(HttpMethod.Delete, $"/beta{path}/$ref", token: token)).Status);
        Assert.Empty((await tenant.GetAsync("/v1.0" + path))["value"]!.AsArray());
        var bo = tenant.Practice.Personas["bo"].ObjectId;
        Assert.Equal(204, (await tenant.SendAsync(HttpMethod.Post, $"/beta{path}/$ref", $$"""{"@odata.id":"https://graph.microsoft.com/beta/users('{{bo}}')"}""", token)).Status);
        Assert.Equal(bo, (string?)(await tenant.GetAsync("/v1.0" + path))["value"]![0]!["id"]);
        Assert.Equal(404, (await tenant.SendAsync(HttpMethod.Delete, $"/v1.0{path}/$ref", token: token)).Status);
    }

    [Fact]
    public async Task Group_TransitiveMembers_IncludeInnerGroupsAndTypes()
    {
        await using var tenant = await Tenant.StartAsync();
        var groups = await tenant.SendAsync(HttpMethod.Get, "/v1.0/groups?$search=\"displayName:School\"&$count=true", headers: ("ConsistencyLevel", "eventual"));
        var id = (string?)groups.Body!["value"]![0]!["id"];
        var members = (await tenant.GetAsync($"/v1.0/groups/{id}/transitiveMembers?$select=id,displayName"))["value"]!.AsArray();
        Assert.Equal(["#microsoft.graph.device", "#microsoft.graph.group", "#microsoft.graph.user"], members.Select(m => (string)m!["@odata.type"]!).Distinct().Order());
        Assert.Contains(members, m => (string?)m!["displayName"] == "NB-CLEAN-01");
        var cast = $"/v1.0/groups/{id}/transitiveMembers/microsoft.graph.device?$count=true&$select=id,deviceId";
        Assert.Equal(400, (await tenant.SendAsync(HttpMethod.Get, cast)).Status);
        var (status, body, _) = await tenant.SendAsync(HttpMethod.Get, cast, headers: ("ConsistencyLevel", "eventual"));
        Assert.Equal(200, status);
        Assert.Equal(body!["value"]!.AsArray().Count, (int)body["@odata.count"]!);
    }

    [Fact]
    public async Task Autopilot_AfterWipe_HasNoManagedDevice()
    {
        await using var tenant = await Tenant.StartAsync();
        var id = tenant.Practice.Fleet.Find("NB-CLEAN-01")!.Autopilot!.Id;
        Assert.Equal(tenant.IdOf("NB-CLEAN-01"), (string?)(await tenant.GetAsync($"/v1.0/deviceManagement/windowsAutopilotDeviceIdentities/{id}"))["managedDeviceId"]);
        await tenant.OrderAsync("NB-CLEAN-01", Tenant.FullWipe);
        tenant.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("00000000-0000-0000-0000-000000000000", (string?)(await tenant.GetAsync($"/v1.0/deviceManagement/windowsAutopilotDeviceIdentities/{id}"))["managedDeviceId"]);
    }

    [Fact]
    public async Task AuditEvents_AfterWipe_NamePersonAndDevice()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-CLEAN-01");
        var entry = (await tenant.GetAsync("/v1.0/deviceManagement/auditEvents?$filter=activityType eq 'wipe ManagedDevice'"))["value"]![0]!;
        Assert.Equal("ada@practice.example", (string?)entry["actor"]!["userPrincipalName"]);
        Assert.Equal(tenant.IdOf("NB-CLEAN-01"), (string?)entry["resources"]![0]!["resourceId"]);
    }

    [Fact]
    public async Task Batch_MixedRequests_AreJudgedAloneAndUnordered()
    {
        await using var tenant = await Tenant.StartAsync();
        var (status, body, _) = await tenant.SendAsync(HttpMethod.Post, "/v1.0/$batch", """
            {"requests":[
              {"id":"1","method":"GET","url":"/me"},
              {"id":"2","method":"GET","url":"/deviceManagement/managedDevices/nothing"},
              {"id":"3","method":"GET","url":"/me","dependsOn":["2"]}]}
            """);
        Assert.Equal(200, status);
        var byId = body!["responses"]!.AsArray().ToDictionary(r => (string)r!["id"]!, r => (int)r!["status"]!);
        Assert.Equal((200, 404, 424), (byId["1"], byId["2"], byId["3"]));
        Assert.NotEqual("1", (string?)body["responses"]![0]!["id"]);
    }
}
