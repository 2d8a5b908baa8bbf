using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>What a person may do to waves, and what the page is told of them.</summary>
public sealed class WaveCommandTests : IAsyncDisposable
{
    private static readonly WavePlan Plan = new() { Sizes = [Amount.Of(1), Amount.Of(2)], Widening = 1, MostFailures = Amount.Of(0) };
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task OpenWave_AsShown_OpensItOnceAndSaysWho()
    {
        var batch = await ConfirmedAsync();

        Assert.Null((await _rig.Desk.OpenWaveAsync(People.Operator, batch, 2, DeskRig.Because, default)).Refused);
        Assert.Equal("wave-changed", (await _rig.Desk.OpenWaveAsync(People.Operator, batch, 2, DeskRig.Because, default)).Refused?.Code);

        Assert.Equal(1, (await RowAsync()).OpenWave);
        var entry = Assert.Single(await _rig.AuditAsync(AuditEvents.BatchWaveOpened));
        Assert.Equal(People.Operator.ObjectId, entry.ActorId);
        Assert.Contains(DeskRig.Because, entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenWave_BeyondTheLast_IsRefused()
    {
        var batch = await ConfirmedAsync();
        Assert.Null((await _rig.Desk.OpenWaveAsync(People.Operator, batch, 2, DeskRig.Because, default)).Refused);
        Assert.Null((await _rig.Desk.OpenWaveAsync(People.Operator, batch, 3, DeskRig.Because, default)).Refused);

        Assert.Equal("wave-changed", (await _rig.Desk.OpenWaveAsync(People.Operator, batch, 4, DeskRig.Because, default)).Refused?.Code);
    }

    [Fact]
    public async Task OpenWave_PausedOrUnreadableOrReader_IsRefused()
    {
        var batch = await ConfirmedAsync();
        Assert.NotNull((await _rig.Desk.OpenWaveAsync(People.Auditor, batch, 2, DeskRig.Because, default)).Refused);
        Assert.NotNull((await _rig.Desk.OpenWaveAsync(People.Operator, batch, 2, "", default)).Refused);
        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.WavePlan, "{}")), default);
        Assert.Equal("guards-unreadable", (await _rig.Desk.OpenWaveAsync(People.Operator, batch, 2, DeskRig.Because, default)).Refused?.Code);
        await _rig.Desk.PauseAsync(People.Operator, batch, DeskRig.Because, default);
        Assert.Equal("wrong-state", (await _rig.Desk.OpenWaveAsync(People.Operator, batch, 2, DeskRig.Because, default)).Refused?.Code);

        Assert.Equal(0, (await RowAsync()).OpenWave);
    }

    [Fact]
    public async Task Resume_AfterAHalt_StandsForTheFailuresSoFar()
    {
        var batch = await ConfirmedAsync();
        await _rig.ChangeAsync((await _rig.RequestsAsync(batch))[0].Id, r => r.State = DeviceState.Failed);
        await _rig.Console.WriteAsync(async db => await BatchLedger.HaltAsync(db, await db.Batches.SingleAsync(), "1 device failed.", _rig.Now, default), default);

        Assert.Null((await _rig.Desk.ResumeAsync(People.Operator, batch, default)).Refused);

        var row = await RowAsync();
        Assert.Equal((BatchState.Running, 1, null), (row.State, row.FailuresAccepted, row.HaltedBecause));
        Assert.Contains("1 failed or stalled devices in view", Assert.Single(await _rig.AuditAsync(AuditEvents.BatchResumed)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_AfterAPause_AcceptsNoFailure()
    {
        var batch = await ConfirmedAsync();
        await _rig.ChangeAsync((await _rig.RequestsAsync(batch))[0].Id, r => r.State = DeviceState.Failed);
        await _rig.Desk.PauseAsync(People.Operator, batch, DeskRig.Because, default);

        await _rig.Desk.ResumeAsync(People.Operator, batch, default);

        Assert.Equal(0, (await RowAsync()).FailuresAccepted);
    }

    [Fact]
    public async Task GetBatch_InWaves_SaysWhereEachStands()
    {
        var batch = await ConfirmedAsync();
        await _rig.ChangeAsync((await _rig.RequestsAsync(batch))[0].Id, r => (r.State, r.AcceptedAt) = (DeviceState.Pending, _rig.Now));

        var detail = (await _rig.Desk.GetBatchAsync(People.Operator, batch, default))!;

        Assert.Null(detail.ExpectedSentBy);
        Assert.Equal(2, (await _rig.Desk.GetRequestsAsync(People.Operator, new RequestQuery(batch, Wave: 2), 0, 10, default)).Total);
        var waves = detail.Waves!;
        Assert.Equal([1, 2, 1], waves.Waves.Select(w => w.Devices));
        Assert.Equal((1, 0, 0), (waves.Open, waves.Failures, waves.Borne));
        Assert.Equal("Wave 1 soaks.", waves.WaitsFor);
        Assert.StartsWith("In 3 waves of 1, 2 and 1 devices.", waves.Plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetBatch_PlanUnreadable_StillShowsTheBatch()
    {
        var batch = await ConfirmedAsync();
        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.WavePlan, "{}")), default);

        var waves = (await _rig.Desk.GetBatchAsync(People.Operator, batch, default))!.Waves!;

        Assert.StartsWith("Nothing is sent:", waves.Plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetBatch_WithoutAPlan_HasNoWaves() => Assert.Null((await _rig.Desk.GetBatchAsync(People.Operator, await _rig.BatchAsync(1), default))!.Waves);

    [Fact]
    public async Task Rehearse_WithoutAPast_StatesItsAssumptionsAndWritesNothing()
    {
        var played = (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 100, new WavePlan(), null, null, default)).Value!;

        Assert.Equal((0, 60, 5), (played.Expected.From, played.PerMinute, played.Result.Waves.Count));
        Assert.Equal(_rig.Now, played.Result.Waves[0].FirstSend);
        Assert.Equal((0, 0), (await _rig.CountAsync<Batch>(), await _rig.CountAsync<AuditEntry>()));
        Assert.Equal("wave-plan", (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 100, new WavePlan { Sizes = [] }, null, null, default)).Refused?.Code);
        Assert.Equal("no-devices", (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 0, new WavePlan(), null, null, default)).Refused?.Code);
    }

    [Fact]
    public async Task Rehearse_WithEnoughOfAPast_GoesByIt()
    {
        var batch = await _rig.BatchAsync(Enumerable.Range(1, 20));
        foreach (var request in await _rig.RequestsAsync(batch))
        {
            await _rig.ChangeAsync(request.Id, r =>
            {
                (r.State, r.AcceptedAt, r.ChangedAt) = (r.Position < 4 ? DeviceState.Failed : DeviceState.Completed, _rig.Now, _rig.Now);
                r.ProvenAt = r.Position < 4 ? null : _rig.Now.AddMinutes(30);
            });
        }

        var played = (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 50, new WavePlan(), null, null, default)).Value!;

        Assert.Equal((20, TimeSpan.FromMinutes(30), 0.2), (played.Expected.From, played.Expected.Median, played.Expected.FailureRate));
        Assert.Equal(0, (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.Wipe, 50, new WavePlan(), null, null, default)).Value!.Expected.From);
    }

    private async Task<Guid> ConfirmedAsync()
    {
        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(await _rig.CleanReviewAsync(1, 2, 3, 4)) with { Waves = Plan });
        Assert.Null(confirmed.Refused);
        return confirmed.Value;
    }

    private Task<Batch> RowAsync() => _rig.Console.ReadAsync(db => db.Batches.SingleAsync());
}
