namespace AutopilotReset.Tests.Simulator.Graph;

/// <summary>Scopes and limits hold on every route, not only on the one that erases.</summary>
public class AccessTests
{
    private const string Managed = "/v1.0/deviceManagement/managedDevices";

    public static TheoryData<string, string> Routes { get; } = new()
    {
        { "GET", Managed },
        { "GET", Managed + "/{intune}" },
        { "GET", Managed + "/{intune}/users" },
        { "POST", Managed + "/{intune}/wipe" },
        { "GET", "/beta/deviceManagement/managedDevices/{intune}" },
        { "POST", "/beta/deviceManagement/managedDevices('{intune}')/users/$ref" },
        { "DELETE", "/beta/deviceManagement/managedDevices('{intune}')/users/$ref" },
        { "GET", "/v1.0/devices" },
        { "GET", "/v1.0/devices/{entra}" },
        { "GET", "/v1.0/devices/{entra}/registeredOwners" },
        { "GET", "/v1.0/devices/{entra}/registeredUsers" },
        { "DELETE", "/v1.0/devices/{entra}/registeredOwners/{user}/$ref" },
        { "GET", "/v1.0/groups" },
        { "GET", "/v1.0/groups/{group}/transitiveMembers" },
        { "GET", "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities" },
        { "GET", "/v1.0/deviceManagement/auditEvents" },
        { "GET", "/beta/deviceManagement/operationApprovalRequests" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_WithoutItsScope_IsForbidden(string method, string path)
    {
        await using var tenant = await Tenant.StartAsync();
        var (status, _, _) = await tenant.SendAsync(new HttpMethod(method), Filled(tenant, path), Body(method), tenant.Practice.AccessTokenFor("ada", "User.Read"));
        Assert.Equal(403, status);
        Assert.Empty(tenant.Practice.Orders.All);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_WithATokenThatRanOut_IsUnauthorized(string method, string path)
    {
        await using var tenant = await Tenant.StartAsync();
        var token = tenant.Practice.AccessTokenFor("ada");
        tenant.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        var (status, _, _) = await tenant.SendAsync(new HttpMethod(method), Filled(tenant, path), Body(method), token);
        Assert.Equal(401, status);
        Assert.Empty(tenant.Practice.Orders.All);
    }

    [Theory]
    [InlineData("intuneAny", Managed, 20)]
    [InlineData("enrollmentAny", "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities", 20)]
    [InlineData("directoryUnits", "/v1.0/devices", 10)]
    public async Task Reads_AboveTheLimit_WaitAsLongAsRetryAfterSays(string limit, string path, int window)
    {
        await using var tenant = await Tenant.StartAsync();
        var limits = tenant.Practice.Limits;
        (limits.IntuneAny, limits.EnrollmentAny, limits.DirectoryUnits) =
            (limit == "intuneAny" ? 3 : limits.IntuneAny, limit == "enrollmentAny" ? 3 : limits.EnrollmentAny, limit == "directoryUnits" ? 3 : limits.DirectoryUnits);
        for (var i = 0; i < 3; i++) Assert.Equal(200, (await tenant.SendAsync(HttpMethod.Get, path)).Status);

        var (status, body, response) = await tenant.SendAsync(HttpMethod.Get, path);

        Assert.Equal(429, status);
        Assert.NotNull((string?)body!["error"]!["code"]);
        Assert.Equal(TimeSpan.FromSeconds(window), response.Headers.RetryAfter!.Delta);
        tenant.Time.Advance(TimeSpan.FromSeconds(window) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(429, (await tenant.SendAsync(HttpMethod.Get, path)).Status);
        tenant.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await tenant.SendAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(2, tenant.Practice.Violations.All.Count);
    }

    [Fact]
    public async Task Limits_OfOneService_LeaveTheOthersFree()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Limits.IntuneAny = 0;
        Assert.Equal(429, (await tenant.SendAsync(HttpMethod.Get, Managed)).Status);
        Assert.Equal(200, (await tenant.SendAsync(HttpMethod.Get, "/v1.0/devices")).Status);
        Assert.Equal(200, (await tenant.SendAsync(HttpMethod.Get, "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities")).Status);
    }

    private static string Filled(Tenant tenant, string path)
    {
        var device = tenant.Practice.Fleet.Find("NB-CLEAN-01")!;
        var group = tenant.Practice.Fleet.Read(view => view.Groups[0].Id);
        return path.Replace("{intune}", device.Intune!.Id).Replace("{entra}", device.Entra!.Id).Replace("{user}", device.Entra.OwnerId).Replace("{group}", group);
    }

    private static string? Body(string method) => method == "POST" ? Tenant.Wipe : null;
}
