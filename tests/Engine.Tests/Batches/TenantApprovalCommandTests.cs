using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>What people can do about a device that Intune wants a second admin for, and what they are shown.</summary>
public sealed class TenantApprovalCommandTests : IAsyncDisposable
{
    private static readonly Admin Other = People.Named("otto", AccessLevel.Operator);

    private readonly DeskRig _rig = new();

    public TenantApprovalCommandTests() => _rig.Entra.Grant(Other);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task TakeOver_AnotherAdmin_VoidsWhatWasAskedOrApprovedForTheFormer()
    {
        var (batchId, requests) = await AskedAsync(TenantApproval.Asked, TenantApproval.Granted, TenantApproval.None);

        Assert.Null((await _rig.Desk.TakeOverAsync(Other, batchId, default)).Refused);

        Assert.Equal(
            [(DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), (DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), (DeviceState.Planned, TenantApproval.None)],
            (await _rig.RequestsAsync(batchId)).Select(r => (r.State, r.TenantApproval)));
        Assert.Equal(requests.Take(2).Select(r => (Guid?)r.Id), (await _rig.AuditAsync("request.approval-voided")).Select(e => e.RequestId));
        Assert.All(await _rig.AuditAsync("request.approval-voided"), e => Assert.Equal("otto-oid", e.ActorId));
        Assert.Equal(2, await _rig.Console.ReadAsync(db => db.Set<Notice>().CountAsync(n => n.Kind == NoticeKind.NeedsDecision)));
    }

    [Fact]
    public async Task TakeOver_TheSameAdminAgain_KeepsTheApprovals()
    {
        var (batchId, _) = await AskedAsync(TenantApproval.Asked, TenantApproval.Granted);

        Assert.Null((await _rig.Desk.TakeOverAsync(People.Operator, batchId, default)).Refused);

        Assert.Equal([TenantApproval.Asked, TenantApproval.Granted], (await _rig.RequestsAsync(batchId)).Select(r => r.TenantApproval));
    }

    [Fact]
    public async Task CancelDevice_WaitingOrApproved_EndsItAloneAndSaysThatIntunesRequestStaysOpen()
    {
        var (batchId, requests) = await AskedAsync(TenantApproval.Asked, TenantApproval.Granted, TenantApproval.None);

        foreach (var request in requests.Take(2))
            Assert.Null((await _rig.Desk.CancelDeviceAsync(Other, request.Id, DeskRig.Because, default)).Refused);

        var after = await _rig.RequestsAsync(batchId);
        Assert.Equal([DeviceState.Cancelled, DeviceState.Cancelled, DeviceState.Planned], after.Select(r => r.State));
        Assert.All(after.Take(2), r => Assert.EndsWith($"{DeskRig.Because.TrimEnd('.')}. {TenantApprovals.StaysOpen}", r.Note, StringComparison.Ordinal));
        Assert.All(after.Take(2), r => Assert.Equal((TenantApproval.None, null), (r.TenantApproval, r.OpenManagedDeviceId)));
        Assert.Equal(2, (await _rig.AuditAsync("request.cancelled")).Count(e => e.ActorId == "otto-oid"));
        Assert.Equal(BatchState.Running, await _rig.Console.ReadAsync(db => db.Batches.Select(b => b.State).SingleAsync()));
    }

    [Theory]
    [InlineData(DeviceState.Sending)]
    [InlineData(DeviceState.Throttled)]
    [InlineData(DeviceState.Pending)]
    [InlineData(DeviceState.Unknown)]
    public async Task CancelDevice_ThatMayHaveLeft_IsRefused(DeviceState state)
    {
        var (batchId, requests) = await AskedAsync(TenantApproval.None);
        await _rig.ChangeAsync(requests[0].Id, r => r.State = state);

        Assert.Equal("wrong-state", (await _rig.Desk.CancelDeviceAsync(Other, requests[0].Id, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal(state, (await _rig.RequestsAsync(batchId)).Single().State);
    }

    [Fact]
    public async Task AskAnew_WhereAPersonIsWanted_MakesItAFirstSendAgain()
    {
        var (batchId, requests) = await AskedAsync(TenantApproval.WantsPerson);

        Assert.Null((await _rig.Desk.AskTenantAnewAsync(Other, requests[0].Id, DeskRig.Because, default)).Refused);

        var request = (await _rig.RequestsAsync(batchId)).Single();
        Assert.Equal((DeviceState.Planned, TenantApproval.None), (request.State, request.TenantApproval));
        Assert.Equal("otto-oid", Assert.Single(await _rig.AuditAsync("request.approval-asked-anew")).ActorId);
    }

    [Theory]
    [InlineData(TenantApproval.Asked)]
    [InlineData(TenantApproval.Granted)]
    [InlineData(TenantApproval.None)]
    public async Task AskAnew_WhileTheApprovalIsGoodOrNoneIsWanted_IsRefused(TenantApproval standing)
    {
        var (batchId, requests) = await AskedAsync(standing);

        Assert.Equal("wrong-state", (await _rig.Desk.AskTenantAnewAsync(Other, requests[0].Id, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal(standing, (await _rig.RequestsAsync(batchId)).Single().TenantApproval);
    }

    [Fact]
    public async Task Commands_WithoutAReason_AreRefused()
    {
        var (_, requests) = await AskedAsync(TenantApproval.WantsPerson);

        Assert.NotNull((await _rig.Desk.AskTenantAnewAsync(Other, requests[0].Id, "", default)).Refused);
        Assert.NotNull((await _rig.Desk.CancelDeviceAsync(Other, requests[0].Id, " ", default)).Refused);
        Assert.NotNull((await _rig.Desk.CancelDeviceAsync(People.Auditor, requests[0].Id, DeskRig.Because, default)).Refused);
    }

    [Fact]
    public async Task Queries_CountTellTheFirstExpiryAndWhatIsMissing_AndShowNoCode()
    {
        var (batchId, requests) = await AskedAsync(TenantApproval.Asked, TenantApproval.Asked, TenantApproval.Granted, TenantApproval.WantsPerson);
        await _rig.ChangeAsync(requests[1].Id, r => r.TenantApprovalExpiresAt = _rig.Now.AddHours(70));
        await _rig.ChangeAsync(requests[2].Id, r => r.TenantApprovalExpiresAt = _rig.Now.AddHours(60));
        await _rig.Console.WriteAsync(async db => (await db.Attempts.SingleAsync(a => a.RequestId == requests[0].Id)).TenantApproval = new(_rig.Now, "Not read.", Missing: true), default);

        var shown = (await _rig.Desk.GetBatchAsync(Other, batchId, default))!.TenantApprovals!;
        Assert.Equal((2, 1, 1), (shown.Asked, shown.Granted, shown.WantsPerson));
        Assert.Equal((_rig.Now.AddHours(60), "Not read.", "DeviceManagementConfiguration.Read.All"), (shown.FirstExpiry, shown.Problem, shown.MissingPermission));
        Assert.StartsWith(DeskRig.Because, shown.Justification, StringComparison.Ordinal);

        var one = (await _rig.Desk.GetRequestAsync(Other, requests[0].Id, default))!;
        Assert.Equal((TenantApproval.Asked, "Not read."), (one.TenantApproval!.Standing, one.TenantApproval.Problem));
        Assert.DoesNotContain("secret-code", System.Text.Json.JsonSerializer.Serialize(one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_NothingWaits_ShowNothing()
    {
        var (batchId, requests) = await AskedAsync(TenantApproval.None);

        Assert.Null((await _rig.Desk.GetBatchAsync(Other, batchId, default))!.TenantApprovals);
        Assert.Null((await _rig.Desk.GetRequestAsync(Other, requests[0].Id, default))!.TenantApproval);
    }

    private async Task<(Guid BatchId, List<DeviceRequest> Requests)> AskedAsync(params TenantApproval[] standings)
    {
        var batchId = await _rig.BatchAsync(Enumerable.Range(1, standings.Length));
        var requests = await _rig.RequestsAsync(batchId);
        foreach (var (request, standing) in requests.Zip(standings).Where(z => z.Second != TenantApproval.None))
        {
            await _rig.AttemptAsync(request, _rig.Now, status: 403, live: false);
            await _rig.ChangeAsync(request.Id, r => (r.State, r.TenantApproval) = (standing == TenantApproval.Granted ? DeviceState.Planned : DeviceState.AwaitingTenantApproval, standing));
            await _rig.Console.WriteAsync(async db =>
            {
                var attempt = await db.Attempts.SingleAsync(a => a.RequestId == request.Id);
                (attempt.ApprovalCode, attempt.Body, attempt.Justification) = ("secret-code", "{}", DeskRig.Because);
            }, default);
        }

        return (batchId, requests);
    }
}
