using System.Text.Json.Nodes;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Tests.Simulator.Fleet;

public class ResetLifecycleTests
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Resets_OverTime_GoesFromPendingToActiveToDoneWithoutHolders()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-CLEAN-01");
        Assert.Equal("pending", await StateAsync(tenant, "NB-CLEAN-01"));
        tenant.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("active", await StateAsync(tenant, "NB-CLEAN-01"));
        Assert.NotEmpty(await UsersAsync(tenant, "NB-CLEAN-01"));
        tenant.Time.Advance(_hour);
        Assert.Equal("done", await StateAsync(tenant, "NB-CLEAN-01"));
        Assert.Empty(await UsersAsync(tenant, "NB-CLEAN-01"));
        Assert.Empty(await OwnersAsync(tenant, "NB-CLEAN-01"));
    }

    [Theory]
    [InlineData("NB-CLEAN-02", "done", false, false)]
    [InlineData("NB-DRAWER", "pending", true, true)]
    [InlineData("NB-WINRE", "failed", true, true)]
    [InlineData("NB-BATTERY", "failed", true, true)]
    [InlineData("NB-DONE-ONLY", "done", true, true)]
    [InlineData("NB-NO-DONE", "pending", false, false)]
    [InlineData("NB-SILENT", "pending", true, true)]
    [InlineData("NB-OFFLINE", "pending", true, true)]
    [InlineData("NB-USER-STAYS", "done", true, false)]
    [InlineData("NB-OWNER-STAYS", "done", false, true)]
    [InlineData("NB-SAME-USER", "done", true, true)]
    [InlineData("NB-SHARED", "done", false, false)]
    [InlineData("NB-HYBRID-01", "failed", true, true)]
    public async Task Behaviour_TwoHoursAfterReset_ShowsWhatItStandsFor(string key, string state, bool hasUser, bool hasOwner)
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync(key);
        tenant.Time.Advance(2 * _hour);
        Assert.Equal(state, await StateAsync(tenant, key));
        Assert.Equal((hasUser, hasOwner), ((await UsersAsync(tenant, key)).Count > 0, (await OwnersAsync(tenant, key)).Count > 0));
    }

    [Fact]
    public async Task Drawer_AfterAnOrder_KeepsCheckingIn()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-DRAWER");
        tenant.Time.Advance(_hour);
        var first = await SeenAsync(tenant, "NB-DRAWER");
        tenant.Time.Advance(_hour);
        var second = await SeenAsync(tenant, "NB-DRAWER");
        Assert.True(first > tenant.Time.GetUtcNow() - 2 * _hour && second > first && second <= tenant.Time.GetUtcNow());
    }

    [Fact]
    public async Task Silent_AfterAnOrder_IsNotHeardOfAtLifesOwnPace()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-STALE-20");
        var before = await SeenAsync(tenant, "NB-STALE-20");
        tenant.Time.Advance(TimeSpan.FromDays(5));
        Assert.Equal(before, await SeenAsync(tenant, "NB-STALE-20"));
    }

    [Fact]
    public async Task Offline_AfterFourDays_HasReset()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-OFFLINE");
        tenant.Time.Advance(TimeSpan.FromDays(4));
        Assert.Equal("done", await StateAsync(tenant, "NB-OFFLINE"));
        Assert.Empty(await UsersAsync(tenant, "NB-OFFLINE"));
    }

    [Fact]
    public async Task NoResults_AfterReset_ListsNoActionAndHasNoHolders()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.OrderAsync("NB-NO-RESULTS");
        tenant.Time.Advance(2 * _hour);
        Assert.Null(await StateAsync(tenant, "NB-NO-RESULTS"));
        Assert.Empty(await UsersAsync(tenant, "NB-NO-RESULTS"));
    }

    [Fact]
    public async Task SameUser_AfterReset_IsEnrolledAnewWithTheSamePerson()
    {
        await using var tenant = await Tenant.StartAsync();
        var before = (string?)(await UsersAsync(tenant, "NB-SAME-USER"))[0]!["id"];
        var ordered = tenant.Time.GetUtcNow();
        await tenant.OrderAsync("NB-SAME-USER");
        tenant.Time.Advance(2 * _hour);
        Assert.Equal(before, (string?)(await UsersAsync(tenant, "NB-SAME-USER"))[0]!["id"]);
        Assert.True((DateTimeOffset)(await DeviceAsync(tenant, "NB-SAME-USER"))["enrolledDateTime"]! > ordered);
        var beta = await tenant.GetAsync($"/beta/deviceManagement/managedDevices/{tenant.IdOf("NB-SAME-USER")}?$select=id,usersLoggedOn");
        Assert.True((DateTimeOffset)beta["usersLoggedOn"]![0]!["lastLogOnDateTime"]! > ordered);
    }

    [Fact]
    public async Task FullWipe_OverTime_PendsThenTheRecordVanishesAndEntraStays()
    {
        await using var tenant = await Tenant.StartAsync();
        var (id, entra) = (tenant.IdOf("NB-HYBRID-01"), tenant.Practice.Fleet.Find("NB-HYBRID-01")!.Entra!.Id);
        await tenant.OrderAsync("NB-HYBRID-01", Tenant.FullWipe);
        Assert.Equal("wipePending", (string?)(await DeviceAsync(tenant, "NB-HYBRID-01"))["managementState"]);
        Assert.Equal("wipe", tenant.Practice.Orders.All[0].Kind);
        tenant.Time.Advance(_hour);
        Assert.Equal(404, (await tenant.SendAsync(HttpMethod.Get, $"/v1.0/deviceManagement/managedDevices/{id}")).Status);
        await tenant.GetAsync($"/v1.0/devices/{entra}");
    }

    [Fact]
    public async Task FullWipe_DeviceThatReturns_IsThereUnderANewIdWithTheSameSerialAndEntraDevice()
    {
        await using var tenant = await Tenant.StartAsync();
        var (id, before) = (tenant.IdOf("NB-HYBRID-BACK"), await DeviceAsync(tenant, "NB-HYBRID-BACK"));
        await tenant.OrderAsync("NB-HYBRID-BACK", Tenant.FullWipe);
        tenant.Time.Advance(_hour);
        Assert.Equal(404, (await tenant.SendAsync(HttpMethod.Get, $"/v1.0/deviceManagement/managedDevices/{id}")).Status);
        var after = await DeviceAsync(tenant, "NB-HYBRID-BACK");
        Assert.Equal(((string?)before["serialNumber"], (string?)before["azureADDeviceId"]), ((string?)after["serialNumber"], (string?)after["azureADDeviceId"]));
        Assert.Empty(await UsersAsync(tenant, "NB-HYBRID-BACK"));
    }

    [Fact]
    public async Task SlowRead_AfterManySteps_GivesTheSameStoryAsManyReads()
    {
        await using var often = await Tenant.StartAsync();
        await using var seldom = await Tenant.StartAsync();
        foreach (var tenant in new[] { often, seldom }) await tenant.OrderAsync("NB-CLEAN-03");
        for (var i = 0; i < 90; i++)
        {
            often.Time.Advance(TimeSpan.FromMinutes(1));
            await DeviceAsync(often, "NB-CLEAN-03");
        }
        seldom.Time.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal((await DeviceAsync(often, "NB-CLEAN-03")).ToJsonString(), (await DeviceAsync(seldom, "NB-CLEAN-03")).ToJsonString());
    }

    [Fact]
    public async Task Speed_Sixty_FinishesWithinAMinuteAndNeverStampsTheFuture()
    {
        await using var tenant = await Tenant.StartAsync(o => o with { Speed = 60 });
        await tenant.OrderAsync("NB-CLEAN-01");
        tenant.Time.Advance(TimeSpan.FromSeconds(50));
        var device = await DeviceAsync(tenant, "NB-CLEAN-01");
        Assert.Equal("done", (string?)device["deviceActionResults"]![0]!["actionState"]);
        Assert.True((DateTimeOffset)device["lastSyncDateTime"]! <= tenant.Time.GetUtcNow());
    }

    [Fact]
    public void Generate_SameSeed_SameFleet_OtherSeed_Another()
    {
        var epoch = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string Text(int seed) => System.Text.Json.JsonSerializer.Serialize(FleetGenerator.Generate(seed, 200, epoch, Personas(seed)).Devices);
        Assert.Equal(Text(1), Text(1));
        Assert.NotEqual(Text(1), Text(2));
    }

    private static List<PracticeUser> Personas(int seed) => new AutopilotReset.Simulator.Entra.PersonaBook(seed, "t").AsUsers();

    private static async Task<JsonNode> DeviceAsync(Tenant tenant, string key) => await tenant.GetAsync($"/v1.0/deviceManagement/managedDevices/{tenant.IdOf(key)}");

    private static async Task<string?> StateAsync(Tenant tenant, string key) =>
        (string?)(await DeviceAsync(tenant, key))["deviceActionResults"]!.AsArray().LastOrDefault()?["actionState"];

    private static async Task<DateTimeOffset> SeenAsync(Tenant tenant, string key) => (DateTimeOffset)(await DeviceAsync(tenant, key))["lastSyncDateTime"]!;

    private static async Task<JsonArray> UsersAsync(Tenant tenant, string key) =>
        (await tenant.GetAsync($"/v1.0/deviceManagement/managedDevices/{tenant.IdOf(key)}/users"))["value"]!.AsArray();

    private static async Task<JsonArray> OwnersAsync(Tenant tenant, string key) =>
        (await tenant.GetAsync($"/v1.0/devices/{tenant.Practice.Fleet.Find(key)!.Entra!.Id}/registeredOwners"))["value"]!.AsArray();
}
