namespace AutopilotReset.Tests.Simulator.Graph;

public class ManagedDeviceTests
{
    private const string List = "/v1.0/deviceManagement/managedDevices";

    [Fact]
    public async Task List_PagesBySmallTop_GivesEveryDeviceOnce()
    {
        await using var tenant = await Tenant.StartAsync();
        var ids = new List<string>();
        for (var link = (string?)$"{List}?$top=7&$select=id,deviceName"; link is not null;)
        {
            var page = await tenant.GetAsync(link);
            ids.AddRange(page["value"]!.AsArray().Select(d => (string)d!["id"]!));
            link = (string?)page["@odata.nextLink"];
        }
        Assert.Equal(tenant.Practice.Fleet.Read(v => v.Devices.Count(d => d.Intune is not null)), ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task List_UnsupportedFilter_GivesEverything()
    {
        await using var tenant = await Tenant.StartAsync();
        var filtered = await tenant.GetAsync($"{List}?$filter=serialNumber eq 'nothing like it'");
        Assert.Equal(tenant.Practice.Fleet.Read(v => v.Devices.Count(d => d.Intune is not null)), filtered["value"]!.AsArray().Count);
    }

    [Fact]
    public async Task List_DocumentedFilter_IsHonoured()
    {
        await using var tenant = await Tenant.StartAsync();
        var stale = await tenant.GetAsync($"{List}?$filter=lastSyncDateTime lt {tenant.Time.GetUtcNow().AddDays(-40):yyyy-MM-ddTHH:mm:ssZ}&$select=deviceName,lastSyncDateTime");
        var names = stale["value"]!.AsArray().Select(d => (string)d!["deviceName"]!).ToList();
        Assert.Contains("NB-STALE-45", names);
        Assert.DoesNotContain("NB-CLEAN-01", names);
    }

    [Fact]
    public async Task Single_SelectOfBetaProperty_IsRefusedInV1AndGivenInBeta()
    {
        await using var tenant = await Tenant.StartAsync();
        var path = $"/deviceManagement/managedDevices('{tenant.IdOf("NB-HYBRID-01")}')?$select=joinType,skuFamily,skuNumber,autopilotEnrolled";
        var (status, _, _) = await tenant.SendAsync(HttpMethod.Get, "/v1.0" + path);
        Assert.Equal(400, status);
        var beta = await tenant.GetAsync("/beta" + path);
        Assert.Equal("hybridAzureADJoined", (string?)beta["joinType"]);
    }

    [Fact]
    public async Task Single_RenamedDevice_ChangesOnceOnItsFirstLiveRead()
    {
        await using var tenant = await Tenant.StartAsync();
        var path = $"{List}/{tenant.IdOf("NB-RENAMED")}";
        Assert.Equal("NB-RENAMED-NEU", (string?)(await tenant.GetAsync(path))["deviceName"]);
        Assert.Equal("NB-RENAMED-NEU", (string?)(await tenant.GetAsync(path))["deviceName"]);
    }

    [Fact]
    public async Task Single_ReplacedDevice_IsGoneUnderItsOldId()
    {
        await using var tenant = await Tenant.StartAsync();
        var old = tenant.IdOf("NB-REPLACED");
        var (status, _, _) = await tenant.SendAsync(HttpMethod.Get, $"{List}/{old}");
        Assert.Equal(404, status);
        await tenant.GetAsync($"{List}/{tenant.IdOf("NB-REPLACED")}");
        Assert.NotEqual(old, tenant.IdOf("NB-REPLACED"));
    }

    [Fact]
    public async Task Wipe_WithoutPrivilegedScope_IsForbiddenInIntunesOddBody()
    {
        await using var tenant = await Tenant.StartAsync();
        var (status, body, _) = await tenant.OrderAsync("NB-CLEAN-01", token: tenant.Practice.AccessTokenFor("ada", "DeviceManagementManagedDevices.ReadWrite.All"));
        Assert.Equal(403, status);
        var message = System.Text.Json.Nodes.JsonNode.Parse((string)body!["error"]!["message"]!)!;
        Assert.Contains("PrivilegedOperations.All", (string)message["Message"]!);
        Assert.Empty(tenant.Practice.Orders.All);
    }

    [Fact]
    public async Task Wipe_ByReader_IsForbidden()
    {
        await using var tenant = await Tenant.StartAsync();
        Assert.Equal(403, (await tenant.OrderAsync("NB-CLEAN-01", token: tenant.Practice.AccessTokenFor("audra"))).Status);
        Assert.Empty(tenant.Practice.Orders.All);
    }

    [Fact]
    public async Task Wipe_RoleWithdrawnWhileTokenLives_IsForbidden()
    {
        await using var tenant = await Tenant.StartAsync();
        var token = tenant.Practice.AccessTokenFor("ada");
        tenant.Practice.Personas["ada"].Roles.Clear();
        Assert.Equal(403, (await tenant.OrderAsync("NB-CLEAN-01", token: token)).Status);
    }

    [Fact]
    public async Task Wipe_MacUnlockCode_IsRefusedOpaquely()
    {
        await using var tenant = await Tenant.StartAsync();
        var (status, _, _) = await tenant.OrderAsync("NB-CLEAN-01", """{"keepEnrollmentData":true,"keepUserData":false,"macOsUnlockCode":""}""");
        Assert.Equal(400, status);
        Assert.Empty(tenant.Practice.Orders.All);
    }

    [Fact]
    public async Task Wipe_AutopilotResetOfHybrid_RaisesAlarm()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-HYBRID-01");
        Assert.Contains(tenant.Practice.Alarms.All, a => a.Kind == "hybrid reset");
    }

    [Fact]
    public async Task Wipe_Accepted_IsCountedWithCallerAndKind()
    {
        await using var tenant = await Tenant.StartAsync();
        var (status, _, _) = await tenant.OrderAsync("NB-CLEAN-01");
        Assert.Equal(204, status);
        var order = Assert.Single(tenant.Practice.Orders.All);
        Assert.Equal(("autopilotReset", "ada", "NB-CLEAN-01"), (order.Kind, order.Persona, order.Device));
        Assert.Equal(1, tenant.Practice.Orders.CountFor("NB-CLEAN-01"));
    }

    [Fact]
    public async Task List_BeyondWriteLimit_IsThrottledWithRetryAfter()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Limits.IntuneWrites = 2;
        await tenant.OrderAsync("NB-CLEAN-01");
        tenant.Time.Advance(TimeSpan.FromSeconds(5));
        await tenant.OrderAsync("NB-CLEAN-02");
        var (status, _, response) = await tenant.OrderAsync("NB-CLEAN-03");
        Assert.Equal(429, status);
        Assert.Equal(TimeSpan.FromSeconds(15), response.Headers.RetryAfter!.Delta);
        Assert.Single(tenant.Practice.Violations.All);
        tenant.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(204, (await tenant.OrderAsync("NB-CLEAN-03")).Status);
    }
}
