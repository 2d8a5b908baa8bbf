using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

public sealed class BatchCommandTests : IAsyncDisposable
{
    private static readonly Admin Other = People.Named("otto", AccessLevel.Operator);

    private readonly DeskRig _rig = new();

    public BatchCommandTests() => _rig.Entra.Grant(Other);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task PauseResume_RunningBatch_StopsAndGoesOnAudited()
    {
        var batchId = await _rig.BatchAsync(1);

        Assert.Null((await _rig.Desk.PauseAsync(Other, batchId, DeskRig.Because, default)).Refused);
        var paused = await BatchAsync(batchId);
        Assert.Equal(BatchState.Paused, paused.State);
        Assert.Contains(DeskRig.Because, paused.StateReason, StringComparison.Ordinal);
        Assert.Equal("wrong-state", (await _rig.Desk.PauseAsync(Other, batchId, DeskRig.Because, default)).Refused?.Code);

        Assert.Null((await _rig.Desk.ResumeAsync(Other, batchId, default)).Refused);
        var resumed = await BatchAsync(batchId);
        Assert.Equal((BatchState.Running, People.Operator.AccountId), (resumed.State, resumed.SendsAs.Id));
        Assert.Equal("otto-oid", (await _rig.AuditAsync(AuditEvents.BatchPaused)).Single().ActorId);
        Assert.Single(await _rig.AuditAsync(AuditEvents.BatchResumed));
    }

    [Fact]
    public async Task Resume_ConfirmationTooOld_IsRefusedUntilSomebodyTakesOver()
    {
        var batchId = await _rig.BatchAsync(1);
        await _rig.Desk.PauseAsync(People.Operator, batchId, DeskRig.Because, default);
        _rig.Time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        Assert.Equal("confirmation-expired", (await _rig.Desk.ResumeAsync(People.Operator, batchId, default)).Refused?.Code);
        Assert.Null((await _rig.Desk.TakeOverAsync(Other, batchId, default)).Refused);
        Assert.Null((await _rig.Desk.ResumeAsync(Other, batchId, default)).Refused);
        Assert.Equal(BatchState.Running, (await BatchAsync(batchId)).State);
    }

    [Fact]
    public async Task TakeOver_AnotherAdmin_SendsAsThemFromNow()
    {
        var batchId = await _rig.BatchAsync(1);
        _rig.Time.Advance(TimeSpan.FromHours(3));

        Assert.Null((await _rig.Desk.TakeOverAsync(Other, batchId, default)).Refused);

        var batch = await BatchAsync(batchId);
        Assert.Equal((Other.AccountId, _rig.Now), (batch.SendsAs.Id, batch.StandsSince));
        Assert.Equal(People.Operator.AccountId, batch.ConfirmedBy.Id);
        Assert.Equal(Other.AccountId, _rig.Entra.Loans[batchId]);
        var audited = (await _rig.AuditAsync(AuditEvents.BatchTakenOver)).Single();
        Assert.Equal("otto-oid", audited.ActorId);
        Assert.Contains("from olga", audited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeOver_NothingToLend_ChangesNothing()
    {
        var batchId = await _rig.BatchAsync(1);
        _rig.Entra.LendingFails = new AuthorityUnreachableException("Entra is away.");

        Assert.Equal("no-token", (await _rig.Desk.TakeOverAsync(Other, batchId, default)).Refused?.Code);
        Assert.Equal(People.Operator.AccountId, (await BatchAsync(batchId)).SendsAs.Id);
    }

    [Fact]
    public async Task CancelUnsent_EveryStateOfADevice_CancelsOnlyWhatDidNotLeave()
    {
        var batchId = await _rig.BatchAsync(1, 2, 3, 4, 5);
        var requests = await _rig.RequestsAsync(batchId);
        await StateAsync(requests[1], DeviceState.Sending);
        await StateAsync(requests[2], DeviceState.Throttled);
        await StateAsync(requests[3], DeviceState.AwaitingTenantApproval);
        await StateAsync(requests[4], DeviceState.Pending);
        await _rig.AttemptAsync(requests[3], _rig.Now, 403);

        var cancelled = await _rig.Desk.CancelUnsentAsync(People.Operator, batchId, DeskRig.Because, default);

        Assert.Equal(2, cancelled.Value);
        Assert.Equal(
            [DeviceState.Cancelled, DeviceState.Sending, DeviceState.Unknown, DeviceState.Cancelled, DeviceState.Pending],
            (await _rig.RequestsAsync(batchId)).Select(r => r.State));
        Assert.Null((await _rig.Console.ReadAsync(db => db.Attempts.SingleAsync())).LiveRequestId);
        Assert.Equal(3, (await _rig.AuditAsync("request.cancelled")).Count);
        Assert.Single(await _rig.AuditAsync(AuditEvents.BatchCancelled));
    }

    [Fact]
    public async Task CancelUnsent_Everything_FinishesTheBatchAndFreesTheDevices()
    {
        var batchId = await _rig.BatchAsync(1, 2);

        await _rig.Desk.CancelUnsentAsync(People.Operator, batchId, DeskRig.Because, default);

        Assert.Equal(BatchState.Finished, (await BatchAsync(batchId)).State);
        Assert.Single(await _rig.AuditAsync(AuditEvents.BatchFinished));
        Assert.Equal("wrong-state", (await _rig.Desk.CancelUnsentAsync(People.Operator, batchId, DeskRig.Because, default)).Refused?.Code);
        await _rig.BatchAsync(1, 2);
    }

    [Fact]
    public async Task RetryFailed_OnlyWhatIntuneCannotHave_IsChosenAgain()
    {
        var batchId = await _rig.BatchAsync(1, 2, 3, 4, 5);
        var requests = await _rig.RequestsAsync(batchId);
        await StateAsync(requests[0], DeviceState.Failed);
        await _rig.AttemptAsync(requests[0], _rig.Now, 400, live: false);
        await StateAsync(requests[1], DeviceState.Failed);
        await _rig.AttemptAsync(requests[1], _rig.Now, 204);
        await StateAsync(requests[2], DeviceState.Unknown);
        await _rig.AttemptAsync(requests[2], _rig.Now);
        await StateAsync(requests[3], DeviceState.Refused);
        await StateAsync(requests[4], DeviceState.Failed);
        await _rig.ChangeAsync(requests[4].Id, r => r.AcceptedAt = _rig.Now);

        var selection = await _rig.Desk.RetryFailedAsync(People.Operator, batchId, default);

        Assert.Equal([Devices.Key(1), Devices.Key(4)], (await _rig.Catalogue.GetSelectionAsync(People.Operator, selection.Value, default))!.Devices.Select(d => d.Key));
        Assert.Equal(5, await _rig.CountAsync<DeviceRequest>());
    }

    [Fact]
    public async Task RetryFailed_NothingFailed_IsRefused() =>
        Assert.Equal("nothing-to-retry", (await _rig.Desk.RetryFailedAsync(People.Operator, await _rig.BatchAsync(1), default)).Refused?.Code);

    [Fact]
    public async Task Repeat_ChoosesEveryDeviceAgainAndOrdersNothing()
    {
        var batchId = await _rig.BatchAsync(1, 2, 3);
        await StateAsync((await _rig.RequestsAsync(batchId))[1], DeviceState.Completed);
        var attempts = await _rig.CountAsync<SendAttempt>();

        var selection = await _rig.Desk.RepeatAsync(People.Operator, batchId, default);

        Assert.Equal([Devices.Key(1), Devices.Key(2), Devices.Key(3)], (await _rig.Catalogue.GetSelectionAsync(People.Operator, selection.Value, default))!.Devices.Select(d => d.Key));
        Assert.Equal((3, attempts), (await _rig.CountAsync<DeviceRequest>(), await _rig.CountAsync<SendAttempt>()));
    }

    [Fact]
    public async Task Repeat_NoSuchBatch_IsRefused() =>
        Assert.Equal("batch-not-found", (await _rig.Desk.RepeatAsync(People.Operator, Guid.Empty, default)).Refused?.Code);

    [Fact]
    public async Task DecideUnknown_Taken_IsArmedSinceTheIntent()
    {
        var request = await UnknownAsync();
        _rig.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Null((await _rig.Desk.DecideUnknownAsync(People.Operator, request.Id, taken: true, DeskRig.Because, default)).Refused);

        var decided = (await _rig.RequestsAsync(request.BatchId)).Single();
        Assert.Equal((DeviceState.Pending, DeskRig.Start, DeskRig.Start, EvidenceGrade.Accepted), (decided.State, decided.AcceptedAt, decided.ArmedSince, decided.Grade));
        Assert.Equal(_rig.Now, decided.NextLookAt);
        Assert.Equal(request.Id, (await _rig.Console.ReadAsync(db => db.Attempts.SingleAsync())).LiveRequestId);
        Assert.Contains("olga", (await _rig.AuditAsync("request.decided-taken")).Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecideUnknown_NotTaken_FailsItAndFreesTheDevice()
    {
        var request = await UnknownAsync();

        Assert.Null((await _rig.Desk.DecideUnknownAsync(People.Operator, request.Id, taken: false, DeskRig.Because, default)).Refused);

        var decided = (await _rig.RequestsAsync(request.BatchId)).Single();
        Assert.Equal((DeviceState.Failed, null, null), (decided.State, decided.ArmedSince, decided.OpenManagedDeviceId));
        Assert.Null((await _rig.Console.ReadAsync(db => db.Attempts.SingleAsync())).LiveRequestId);
        Assert.Equal(BatchState.Finished, (await BatchAsync(request.BatchId)).State);
        Assert.Null((await _rig.Desk.RetryFailedAsync(People.Operator, request.BatchId, default)).Refused);
    }

    [Fact]
    public async Task DecideUnknown_TwiceAtOnce_IsDecidedOnce()
    {
        var request = await UnknownAsync();

        var answers = await Task.WhenAll(new[] { true, false }.Select(taken =>
            Task.Run(() => _rig.Desk.DecideUnknownAsync(People.Operator, request.Id, taken, DeskRig.Because, default))));

        Assert.Equal("wrong-state", Assert.Single(answers, a => a.IsRefused).Refused?.Code);
        Assert.Single(await _rig.AuditAsync(), e => e.Type is "request.decided-taken" or "request.decided-not-taken");
    }

    [Fact]
    public async Task CloseStalled_KeepsItArmed()
    {
        var batchId = await _rig.BatchAsync(1);
        var request = (await _rig.RequestsAsync(batchId)).Single();
        await StateAsync(request, DeviceState.Stalled);
        await _rig.ChangeAsync(request.Id, r => (r.ArmedSince, r.NextLookAt) = (_rig.Now, _rig.Now));

        Assert.Null((await _rig.Desk.CloseStalledAsync(People.Operator, request.Id, DeskRig.Because, default)).Refused);

        var closed = (await _rig.RequestsAsync(batchId)).Single();
        Assert.Equal((DeviceState.CompletedWithFindings, _rig.Now, _rig.Now), (closed.State, closed.ArmedSince, closed.NextLookAt));
        Assert.Equal(1, (await _rig.Desk.GetRequestsAsync(People.Operator, new RequestQuery(ArmedOnly: true), 0, 10, default)).Total);
    }

    [Fact]
    public async Task Decisions_InAnotherState_AreRefused()
    {
        var batchId = await _rig.BatchAsync(1);
        var request = (await _rig.RequestsAsync(batchId)).Single();

        Assert.Equal("wrong-state", (await _rig.Desk.DecideUnknownAsync(People.Operator, request.Id, taken: true, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal("wrong-state", (await _rig.Desk.CloseStalledAsync(People.Operator, request.Id, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal(DeviceState.Planned, (await _rig.RequestsAsync(batchId)).Single().State);
    }

    [Fact]
    public async Task Commands_WithoutAReason_AreRefused()
    {
        var request = await UnknownAsync();

        Assert.Equal("reason-required", (await _rig.Desk.PauseAsync(People.Operator, request.BatchId, " ", default)).Refused?.Code);
        Assert.Equal("reason-required", (await _rig.Desk.CancelUnsentAsync(People.Operator, request.BatchId, null!, default)).Refused?.Code);
        Assert.Equal("reason-required", (await _rig.Desk.DecideUnknownAsync(People.Operator, request.Id, taken: true, "ok", default)).Refused?.Code);
        Assert.Equal("reason-required", (await _rig.Desk.CloseStalledAsync(People.Operator, request.Id, "", default)).Refused?.Code);
        Assert.Equal(4, (await _rig.AuditAsync(AuditEvents.CommandRefused)).Count);
    }

    [Fact]
    public async Task Repair_GoesToTheVerificationAndItsRefusalIsAudited()
    {
        var request = await UnknownAsync();
        _rig.Repair = (_, _, _) => Task.FromResult<Outcome<Done>>(new Refused("holder-changed", "Somebody else holds it now."));

        var refused = await _rig.Desk.RepairAsync(People.Operator, new Repair(request.Id, Holder.Owner, "user-1", null), default);

        Assert.Equal("holder-changed", refused.Refused?.Code);
        Assert.Equal(request.Id, (await _rig.AuditAsync(AuditEvents.CommandRefused)).Single().RequestId);
    }

    private async Task<DeviceRequest> UnknownAsync()
    {
        var request = (await _rig.RequestsAsync(await _rig.BatchAsync(1))).Single();
        await StateAsync(request, DeviceState.Unknown);
        await _rig.AttemptAsync(request, _rig.Now);
        return request;
    }

    private Task StateAsync(DeviceRequest request, DeviceState state) => _rig.ChangeAsync(request.Id, r =>
    {
        r.State = state;
        if (state.IsTerminal())
            (r.OpenManagedDeviceId, r.OpenEntraDeviceId) = (null, null);
    });

    private Task<Batch> BatchAsync(Guid batchId) => _rig.Console.ReadAsync(db => db.Batches.SingleAsync(b => b.Id == batchId));
}
