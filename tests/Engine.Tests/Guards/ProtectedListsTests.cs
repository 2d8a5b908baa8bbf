using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Guards;

public sealed class ProtectedListsTests : IAsyncDisposable
{
    private const string Group = "dddddddd-0000-4000-8000-000000000001";

    private readonly DeskRig _rig = new();
    private int _groupReads;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Read_EveryKindOfEntry_StandsInItsList()
    {
        Members(Devices.EntraId(5));
        await AddAsync(GuardList.Protected, GuardEntryKind.Serial, " 5cg 0000001 ");
        await AddAsync(GuardList.Protected, GuardEntryKind.Name, "PC-0002");
        await AddAsync(GuardList.Protected, GuardEntryKind.DeviceId, Devices.ManagedId(3).ToUpperInvariant());
        await AddAsync(GuardList.Held, GuardEntryKind.Serial, "HELD1");
        await AddAsync(GuardList.Held, GuardEntryKind.Group, Group);
        await RememberAsync("admin-1", AccessLevel.Auditor);
        await RememberAsync("former", AccessLevel.Operator);
        await RememberAsync("former", AccessLevel.None);

        var lists = (await ReadAsync())!;

        Assert.Equal(["5CG0000001"], lists.Serials);
        Assert.Contains("pc-0002", lists.Names);
        Assert.Equal([Devices.ManagedId(3)], lists.DeviceIds);
        Assert.Equal(["HELD1"], lists.HeldSerials);
        Assert.Contains(Devices.EntraId(5).ToUpperInvariant(), lists.HeldDeviceIds);
        Assert.Equal(["admin-1"], lists.UserIds);
    }

    [Fact]
    public async Task Read_Group_IsReadAnewOnlyWhenOld()
    {
        Members(Devices.EntraId(1));
        await AddAsync(GuardList.Protected, GuardEntryKind.Group, Group);
        _groupReads = 0;

        await ReadAsync();
        await ReadAsync();
        Assert.Equal(1, _groupReads);

        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        Members(Devices.EntraId(2));
        Assert.Equal([Devices.EntraId(2)], (await ReadAsync())!.DeviceIds);
        Assert.Equal(2, _groupReads);
    }

    [Fact]
    public async Task Read_GroupUnreadable_OldMembersCountForAnHourThenEverythingIsRefused()
    {
        Members(Devices.EntraId(1));
        await AddAsync(GuardList.Protected, GuardEntryKind.Group, Group);
        await ReadAsync();
        _rig.ReadGroup = (_, _, _, _) => throw new HttpRequestException("Graph is away.");

        _rig.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal([Devices.EntraId(1)], (await ReadAsync())!.DeviceIds);

        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await ReadAsync());
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(7, _rig.Now));
        Assert.True(review.Devices.Single().Judgement.Has("protected-list-unreadable"));
    }

    [Fact]
    public async Task Read_StoreDamaged_Nothing()
    {
        _rig.File.Execute("DROP TABLE GuardEntries");

        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Review_DeviceOfSomebodyWhoMayUseThisConsole_IsRefused()
    {
        await RememberAsync(Devices.User(1).Id, AccessLevel.Auditor);

        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(1, _rig.Now), Devices.Clean(2, _rig.Now));

        Assert.True(review.Devices[0].Judgement.Has("protected"));
        Assert.Equal(Verdict.Ready, review.Devices[1].Judgement.Verdict);
    }

    [Fact]
    public async Task Context_OpenAndArmedOrders_StandByBothIds()
    {
        var requests = await _rig.RequestsAsync(await _rig.BatchAsync(1, 2));
        await _rig.ChangeAsync(requests[1].Id, r => (r.State, r.OpenManagedDeviceId, r.OpenEntraDeviceId, r.ArmedSince) = (DeviceState.CompletedWithFindings, null, null, _rig.Now));

        var context = await _rig.Get<EligibilityContexts>().BuildAsync(People.Operator.Account(), null, default);

        Assert.Equal(new[] { Devices.ManagedId(1), Devices.EntraId(1) }.Order(), context.OpenOrders.Keys.Order());
        Assert.Equal(new[] { Devices.ManagedId(2), Devices.EntraId(2) }.Order(), context.ArmedOrders.Keys.Order());
        Assert.Equal(requests[0].Id, context.OpenOrders[Devices.EntraId(1).ToUpperInvariant()].RequestId);
    }

    [Fact]
    public async Task Context_ForARequest_KnowsEveryOrderOfItsDeviceButItself()
    {
        var requests = await _rig.RequestsAsync(await _rig.BatchAsync(1, 2));

        var own = await _rig.Get<EligibilityContexts>().BuildForAsync(requests[0], People.Operator.Account(), requests[0].BatchId, default);
        Assert.Empty(own.OpenOrders);

        // Another request came to hold this device's Entra id.
        _rig.File.Execute($"UPDATE Requests SET EntraDeviceId = '{Devices.EntraId(1)}' WHERE Position = 1");
        var other = await _rig.Get<EligibilityContexts>().BuildForAsync(requests[0], People.Operator.Account(), requests[0].BatchId, default);
        Assert.Equal(requests[1].Id, other.OpenOrders[Devices.EntraId(1)].RequestId);
    }

    private void Members(params string[] ids) => _rig.ReadGroup = (asked, _, _, _) =>
    {
        Assert.Equal(Group, asked);
        _groupReads++;
        return Task.FromResult<IReadOnlyList<string>>(ids);
    };

    private Task<ProtectedDevices?> ReadAsync() => _rig.Get<ProtectedLists>().ReadAsync(People.Operator.Account(), null, default);

    private async Task AddAsync(GuardList list, GuardEntryKind kind, string value) =>
        Assert.Null((await _rig.Guards.AddEntryAsync(People.Operator, new GuardEntry(Guid.Empty, list, kind, value, null, DeskRig.Because, "", default), default)).Refused);

    private Task RememberAsync(string oid, AccessLevel level) => _rig.Console.WriteAsync(
        db => KnownAdmins.RememberAsync(db, People.Named("x", level).Account() with { ObjectId = oid }, level, _rig.Now, default), default);
}
