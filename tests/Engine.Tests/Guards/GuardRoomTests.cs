using System.Net;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Tests.Guards;

public sealed class GuardRoomTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task KillSwitch_OnAndOff_IsShownAuditedAndAnnounced()
    {
        var announced = new List<Change>();
        using var subscription = _rig.File.Feed.Subscribe(announced.Add);

        Assert.Null((await _rig.Guards.SetKillSwitchAsync(People.Operator, true, DeskRig.Because, default)).Refused);

        Assert.Equal(new KillSwitch(true, DeskRig.Because, "olga", _rig.Now), (await _rig.Guards.GetAsync(People.Auditor, default)).KillSwitch);
        Assert.Equal((AuditEvents.KillSwitchOn, DeskRig.Because), (await _rig.AuditAsync()).Select(e => (e.Type, e.Text)).Single());
        Assert.Contains(new Change(ChangeKind.Guard, null), announced);
        Assert.Equal("no-change", (await _rig.Guards.SetKillSwitchAsync(People.Operator, true, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal("reason-required", (await _rig.Guards.SetKillSwitchAsync(People.Operator, false, " ", default)).Refused?.Code);
        Assert.True((await _rig.Guards.GetAsync(People.Auditor, default)).KillSwitch.On);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task KillSwitch_RowLost_IsShownOnAndComesBackAsTheAuditHadIt(bool on)
    {
        await _rig.Guards.SetKillSwitchAsync(People.Operator, true, DeskRig.Because, default);
        foreach (var admin in on ? [] : new[] { People.Operator, _rig.Second })
            await _rig.Guards.SetKillSwitchAsync(admin, false, DeskRig.Because, default);
        _rig.File.Execute("DELETE FROM KillSwitches");
        Assert.True((await _rig.Guards.GetAsync(People.Operator, default)).KillSwitch.On);

        await _rig.Console.WriteAsync(db => GuardRows.EnsureAsync(db, TestDatabase.Tenant, default), default);

        Assert.Equal(on, (await _rig.Guards.GetAsync(People.Operator, default)).KillSwitch.On);
    }

    [Fact]
    public async Task Entries_AddedAndRemoved_AreShownAndAudited()
    {
        var sent = new GuardEntry(Guid.Empty, GuardList.Protected, GuardEntryKind.Serial, "5cg1", "Board room", DeskRig.Because, "somebody else", DateTimeOffset.MinValue);
        Assert.Null((await _rig.Guards.AddEntryAsync(People.Operator, sent, default)).Refused);

        var kept = Assert.Single((await _rig.Guards.GetAsync(People.Operator, default)).Entries);
        Assert.Equal(("5CG1", "Board room", "olga", _rig.Now), (kept.Value, kept.Label, kept.AddedBy, kept.AddedAt));
        Assert.Equal("already-listed", (await _rig.Guards.AddEntryAsync(People.Operator, sent with { Value = " 5CG1 " }, default)).Refused?.Code);
        Assert.Equal("reason-required", (await _rig.Guards.RemoveEntryAsync(People.Operator, kept.Id, "", default)).Refused?.Code);
        Assert.Null((await _rig.Guards.RemoveEntryAsync(People.Operator, kept.Id, DeskRig.Because, default)).Refused);
        Assert.Null((await _rig.Guards.RemoveEntryAsync(_rig.Second, kept.Id, DeskRig.Because, default)).Refused);
        Assert.Equal("entry-not-found", (await _rig.Guards.RemoveEntryAsync(People.Operator, kept.Id, DeskRig.Because, default)).Refused?.Code);
        Assert.Empty((await _rig.Guards.GetAsync(People.Operator, default)).Entries);
        Assert.Single(await _rig.AuditAsync(AuditEvents.ProtectedAdded));
        Assert.Single(await _rig.AuditAsync(AuditEvents.ProtectedRemoved));
    }

    [Theory]
    [InlineData(GuardList.Protected, GuardEntryKind.Serial, "Default string", "entry-invalid")]
    [InlineData(GuardList.Protected, GuardEntryKind.Name, "  ", "entry-invalid")]
    [InlineData(GuardList.Held, GuardEntryKind.Name, "PC-1", "entry-invalid")]
    [InlineData(GuardList.Protected, GuardEntryKind.DeviceId, "PC-1", "entry-invalid")]
    [InlineData(GuardList.Protected, GuardEntryKind.Group, "all", "entry-invalid")]
    [InlineData((GuardList)5, GuardEntryKind.Serial, "5CG1", "entry-invalid")]
    [InlineData(GuardList.Protected, GuardEntryKind.Group, "dddddddd-0000-4000-8000-000000000009", "group-unreadable")]
    public async Task AddEntry_ThatWouldProtectNothing_IsRefused(GuardList list, GuardEntryKind kind, string value, string code)
    {
        var entry = new GuardEntry(Guid.Empty, list, kind, value, null, DeskRig.Because, "", default);

        Assert.Equal(code, (await _rig.Guards.AddEntryAsync(People.Operator, entry, default)).Refused?.Code);
        Assert.Equal(0, await _rig.CountAsync<GuardEntryRow>());
        Assert.Single(await _rig.AuditAsync(AuditEvents.CommandRefused));
    }

    [Fact]
    public async Task Capabilities_AllWell_WorkAndNothingWasPosted()
    {
        Graph(HttpStatusCode.OK);

        var found = await _rig.Guards.CheckCapabilitiesAsync(People.Operator, default);

        Assert.All(found, c => Assert.Equal((HealthState.Works, null), (c.State, c.HowToFix)));
        Assert.Equal(15, found.Count);
        Assert.All(_rig.Http.Requests, r => Assert.Equal(("graph", HttpMethod.Get), (r.Client, r.Method)));
        Assert.Equal(4, _rig.Http.Requests.Count);
        Assert.All(_rig.Http.Requests, r => Assert.Contains(People.Operator.AccountId, r.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Capabilities_WhatIsMissing_SaysHowToFixIt()
    {
        Graph(HttpStatusCode.Forbidden);
        _rig.Entra.Missing["DeviceManagementManagedDevices.PrivilegedOperations.All"] = new SignInNeededException("Consent is missing.");
        _rig.Entra.Missing["Directory.AccessAsUser.All"] = new SignInNeededException("Consent is missing.");
        _rig.Entra.Missing["User.Read"] = new AuthorityUnreachableException("Entra is away.");
        _rig.File.Execute("DROP TABLE GuardEntries");

        var found = (await _rig.Guards.CheckCapabilitiesAsync(People.Operator, default)).ToLookup(c => c.What);

        Assert.Equal(HealthState.Broken, found["DeviceManagementManagedDevices.PrivilegedOperations.All"].Single().State);
        Assert.Contains("DeviceManagementManagedDevices.PrivilegedOperations.All", found["DeviceManagementManagedDevices.PrivilegedOperations.All"].Single().HowToFix, StringComparison.Ordinal);
        Assert.Equal(HealthState.Degraded, found["Directory.AccessAsUser.All"].Single().State);
        Assert.Equal(HealthState.Unknown, found["User.Read"].Single().State);
        Assert.Equal((HealthState.Broken, "Graph answered 403."), found["Entra devices"].Select(c => (c.State, c.Text)).Single());
        Assert.Contains("Device.Read.All", found["Entra devices"].Single().HowToFix, StringComparison.Ordinal);
        Assert.Equal(HealthState.Broken, found["Protected and held lists"].Single().State);
    }

    [Fact]
    public async Task Capabilities_ReadingAsTheApplication_IsTriedWithItsToken()
    {
        await using var rig = new DeskRig(new Dictionary<string, string?> { ["Graph:ApplicationReads"] = "true" });
        rig.Entra.Missing["application"] = new SignInNeededException("The application has no credential.");

        var found = await rig.Guards.CheckCapabilitiesAsync(People.Auditor, default);

        Assert.Equal(4, found.Count(c => c is { Area: "Graph as the application", State: HealthState.Broken }));
        Assert.Contains("application", found.First(c => c.Area == "Graph as the application").HowToFix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GroupDevices_Pages_AreReadToTheEndAndOnlyFromGraph()
    {
        const string first = "/v1.0/groups/g1/transitiveMembers/microsoft.graph.device?$select=id,deviceId&$top=999&$count=true";
        _rig.Http.Answers[first] = () => (HttpStatusCode.OK, """{"value":[{"id":"1","deviceId":"AAA"}],"@odata.nextLink":"https://graph.microsoft.com/v1.0/next?p=2"}""");
        _rig.Http.Answers["/v1.0/next?p=2"] = () => (HttpStatusCode.OK, """{"value":[{"id":"2","deviceId":"bbb"}]}""");

        Assert.Equal(["aaa", "bbb"], await _rig.Get<GroupDevices>().ReadAsync("g1", People.Operator.Account(), null, default));

        _rig.Http.Answers[first] = () => (HttpStatusCode.OK, """{"value":[],"@odata.nextLink":"https://169.254.169.254/v1.0/next?p=2"}""");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _rig.Get<GroupDevices>().ReadAsync("g1", People.Operator.Account(), null, default));
        Assert.DoesNotContain(_rig.Http.Requests, r => r.Address.Host != "graph.microsoft.com");

        foreach (var broken in new[] { """{}""", """{"value":[{"id":"1"}]}""", """{"value":[{"id":"1","deviceId":""}]}""" })
        {
            _rig.Http.Answers[first] = () => (HttpStatusCode.OK, broken);
            await Assert.ThrowsAsync<InvalidOperationException>(() => _rig.Get<GroupDevices>().ReadAsync("g1", People.Operator.Account(), null, default));
        }

        _rig.Http.Answers[first] = () => (HttpStatusCode.Forbidden, "{}");
        await Assert.ThrowsAsync<HttpRequestException>(() => _rig.Get<GroupDevices>().ReadAsync("g1", People.Operator.Account(), null, default));
    }

    private void Graph(HttpStatusCode status)
    {
        foreach (var path in new[]
        {
            "/v1.0/deviceManagement/managedDevices?$select=id&$top=1", "/v1.0/devices?$select=id&$top=1",
            "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities?$top=1", "/v1.0/groups?$select=id&$top=1",
        })
            _rig.Http.Answers[path] = () => (status, """{"value":[]}""");
    }
}
