using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AutopilotReset.Tests.Simulator.Control;

public class ControlApiTests
{
    [Fact]
    public async Task Cast_Lists_EveryRowByNameAndSerial()
    {
        await using var tenant = await Tenant.StartAsync();
        var cast = await CallAsync(tenant, HttpMethod.Get, "/cast");
        Assert.Contains(cast!.AsArray(), c => (string?)c!["key"] == "NB-HYBRID-01" && c["serialNumber"] is not null);
    }

    [Fact]
    public async Task Device_Patched_ShowsInGraph()
    {
        await using var tenant = await Tenant.StartAsync();
        await CallAsync(tenant, HttpMethod.Patch, "/devices/NB-CLEAN-01", """{"behaviour":"drawer","intune":{"ownerUnknown":1}}""", 400);
        await CallAsync(tenant, HttpMethod.Patch, "/devices/NB-CLEAN-01", """{"behaviour":"nonsense"}""", 400);
        await CallAsync(tenant, HttpMethod.Patch, "/devices/NB-CLEAN-01", """{"behaviour":"drawer","intune":{"managedDeviceOwnerType":"personal"},"entra":{"trustType":null}}""");
        var device = await tenant.GetAsync($"/v1.0/deviceManagement/managedDevices/{tenant.IdOf("NB-CLEAN-01")}");
        Assert.Equal("personal", (string?)device["managedDeviceOwnerType"]);
        Assert.Null(tenant.Practice.Fleet.Find("NB-CLEAN-01")!.Entra!.TrustType);
    }

    [Fact]
    public async Task Device_ExecutedNow_FinishesItsOrder()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-OFFLINE");
        await CallAsync(tenant, HttpMethod.Post, "/devices/NB-OFFLINE/execute");
        var device = await tenant.GetAsync($"/v1.0/deviceManagement/managedDevices/{tenant.IdOf("NB-OFFLINE")}");
        Assert.Equal("done", (string?)device["deviceActionResults"]![0]!["actionState"]);
    }

    [Fact]
    public async Task Device_CheckedIn_ShowsTheMoment()
    {
        await using var tenant = await Tenant.StartAsync();
        await CallAsync(tenant, HttpMethod.Post, "/devices/NB-STALE-45/check-in");
        var device = await tenant.GetAsync($"/v1.0/deviceManagement/managedDevices/{tenant.IdOf("NB-STALE-45")}");
        Assert.Equal(tenant.Time.GetUtcNow(), (DateTimeOffset)device["lastSyncDateTime"]!);
    }

    [Fact]
    public async Task Elsewhere_Wiped_IsPendingAndInIntunesAuditUnderAnotherName()
    {
        await using var tenant = await Tenant.StartAsync();

        await CallAsync(tenant, HttpMethod.Post, "/elsewhere/wipes", """{"by":"mallory@contoso.example","devices":["NB-CLEAN-01","nobody"]}""", 404);
        Assert.Empty((await tenant.GetAsync("/v1.0/deviceManagement/auditEvents"))["value"]!.AsArray());

        await CallAsync(tenant, HttpMethod.Post, "/elsewhere/wipes", """{"by":"mallory@contoso.example","devices":["NB-CLEAN-01"]}""", 204);
        var device = await tenant.GetAsync($"/v1.0/deviceManagement/managedDevices/{tenant.IdOf("NB-CLEAN-01")}");
        Assert.Equal("wipePending", (string?)device["managementState"]);
        var entry = (await tenant.GetAsync("/v1.0/deviceManagement/auditEvents"))["value"]![0]!;
        Assert.Equal("mallory@contoso.example", (string?)entry["actor"]!["userPrincipalName"]);
        Assert.Equal(tenant.IdOf("NB-CLEAN-01"), (string?)entry["resources"]![0]!["resourceId"]);
    }

    [Fact]
    public async Task Persona_RoleWithdrawn_IsForbiddenNext()
    {
        await using var tenant = await Tenant.StartAsync();
        var token = tenant.Practice.AccessTokenFor("ada");
        await CallAsync(tenant, HttpMethod.Patch, "/personas/ada", """{"roles":[]}""");
        Assert.Equal(403, (await tenant.OrderAsync("NB-CLEAN-01", token: token)).Status);
        await CallAsync(tenant, HttpMethod.Patch, "/personas/nobody", "{}", 404);
    }

    [Fact]
    public async Task Requests_Filtered_TellMethodCallerAndBody()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-CLEAN-01");
        await tenant.GetAsync("/v1.0/me");
        var found = (await CallAsync(tenant, HttpMethod.Get, "/requests?path=/wipe&persona=ada"))!;
        Assert.Equal(1, (int)found["total"]!);
        var request = found["requests"]![0]!;
        Assert.Equal(Tenant.Wipe, (string?)request["body"]);
        Assert.Equal("POST v1.0 /deviceManagement/managedDevices/{id}/wipe", (string?)request["route"]);
        Assert.Equal(204, (int)request["status"]!);
    }

    [Fact]
    public async Task Wipes_CountPerDevice()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-CLEAN-01");
        await tenant.OrderAsync("NB-CLEAN-01");
        var wipes = (await CallAsync(tenant, HttpMethod.Get, "/wipes?device=NB-CLEAN-01"))!;
        Assert.Equal(2, (int)wipes["byDevice"]!["NB-CLEAN-01"]!);
    }

    [Fact]
    public async Task Faults_SetAndCleared_OverHttp()
    {
        await using var tenant = await Tenant.StartAsync();
        await CallAsync(tenant, HttpMethod.Post, "/faults", """{"path":"/v1.0/me","status":500,"when":"before","retryAfterForm":"none"}""");
        Assert.Equal(500, (await tenant.SendAsync(HttpMethod.Get, "/v1.0/me")).Status);
        await CallAsync(tenant, HttpMethod.Delete, "/faults");
        await tenant.GetAsync("/v1.0/me");
        await CallAsync(tenant, HttpMethod.Post, "/faults", """{"stauts":500}""", 400);
    }

    [Fact]
    public async Task Settings_Patched_ChangeLimitsAndSpeed()
    {
        await using var tenant = await Tenant.StartAsync();
        await CallAsync(tenant, HttpMethod.Patch, "/settings", """{"limits":{"intuneWrites":0},"accessTokenSeconds":303,"speed":2}""");
        Assert.Equal(429, (await tenant.OrderAsync("NB-CLEAN-01")).Status);
        Assert.Equal(2, tenant.Practice.Fleet.Speed);
        Assert.Single((await CallAsync(tenant, HttpMethod.Get, "/violations"))!.AsArray());
        await CallAsync(tenant, HttpMethod.Post, "/speed", """{"speed":0}""", 400);
    }

    private static async Task<JsonNode?> CallAsync(Tenant tenant, HttpMethod method, string path, string? body = null, int expected = 200)
    {
        using var request = new HttpRequestMessage(method, new Uri(tenant.Practice.ControlAddress, path));
        if (body is not null) request.Content = new StringContent(body);
        using var response = await tenant.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (int)response.StatusCode);
        return expected == 204 ? null : await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
    }
}
