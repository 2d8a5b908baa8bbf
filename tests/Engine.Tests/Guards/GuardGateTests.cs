using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Guards;

public sealed class GuardGateTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new(new Dictionary<string, string?> { ["Guards:DevicesPer24Hours"] = "3" });

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task MaySend_RunningBatch_Yes() => Assert.Null(await AskAsync(await _rig.BatchAsync(1)));

    [Fact]
    public async Task MaySend_KillSwitchTurnedOnInTheSameDatabase_No()
    {
        var batchId = await _rig.BatchAsync(1);

        Assert.Null((await _rig.Guards.SetKillSwitchAsync(People.Operator, true, DeskRig.Because, default)).Refused);
        Assert.Equal("kill-switch", await AskAsync(batchId));
        Assert.Null((await _rig.Guards.SetKillSwitchAsync(People.Operator, false, DeskRig.Because, default)).Refused);
        Assert.Equal("kill-switch", await AskAsync(batchId));
        Assert.Null((await _rig.Guards.SetKillSwitchAsync(_rig.Second, false, DeskRig.Because, default)).Refused);
        Assert.Null(await AskAsync(batchId));
    }

    [Theory]
    [InlineData(BatchState.Paused)]
    [InlineData(BatchState.Sent)]
    [InlineData(BatchState.Finished)]
    public async Task MaySend_BatchNotRunning_No(BatchState state)
    {
        var batchId = await _rig.BatchAsync(1);
        await _rig.Console.WriteAsync(async db => (await db.Batches.SingleAsync()).State = state, default);

        Assert.Equal("batch-not-running", await AskAsync(batchId));
    }

    [Fact]
    public async Task MaySend_ConfirmationOlderThanADay_NoUntilTakenOver()
    {
        var batchId = await _rig.BatchAsync(1);
        _rig.Time.Advance(TimeSpan.FromHours(24));
        Assert.Null(await AskAsync(batchId));
        _rig.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("confirmation-expired", await AskAsync(batchId));

        await _rig.Desk.TakeOverAsync(People.Operator, batchId, default);
        Assert.Null(await AskAsync(batchId));
    }

    [Fact]
    public async Task MaySend_ConfirmationInTheFuture_No()
    {
        var batchId = await _rig.BatchAsync(1);
        await _rig.Console.WriteAsync(async db => (await db.Batches.SingleAsync()).StandsSince = _rig.Now.AddMinutes(1), default);

        Assert.Equal("guards-unreadable", await AskAsync(batchId));
    }

    [Fact]
    public async Task MaySend_DailyCap_CountsDevicesThatLeftInTheLast24Hours()
    {
        var batchId = await _rig.BatchAsync(1, 2, 3);
        var requests = await _rig.RequestsAsync(batchId);
        await _rig.AttemptAsync(requests[0], _rig.Now.AddHours(-24).AddMinutes(-1), 204);
        await _rig.AttemptAsync(requests[0], _rig.Now, 429, live: false, number: 2);
        await _rig.AttemptAsync(requests[0], _rig.Now, 204, live: false, number: 3);
        await _rig.AttemptAsync(requests[1], _rig.Now);
        await _rig.AttemptAsync(requests[2], _rig.Now, live: false);
        Assert.Null(await AskAsync(batchId));

        await _rig.AttemptAsync(requests[2], _rig.Now, 400, live: false, number: 2);

        Assert.Equal("daily-cap", await AskAsync(batchId));
        Assert.Null(await AskAsync(batchId, requests[1].Id));
        Assert.Equal(3, (await _rig.Guards.GetAsync(People.Auditor, default)).SentLast24Hours);
    }

    [Theory]
    [InlineData("DELETE FROM KillSwitches")]
    [InlineData("DROP TABLE KillSwitches")]
    [InlineData("UPDATE KillSwitches SET \"On\" = 'maybe'")]
    [InlineData("ALTER TABLE SentMinutes RENAME TO Elsewhere")]
    public async Task MaySend_GuardStoreUnreadable_No(string damage)
    {
        var batchId = await _rig.BatchAsync(1);
        _rig.File.Execute(damage);

        Assert.Equal("guards-unreadable", await AskAsync(batchId));
    }

    private async Task<string?> AskAsync(Guid batchId, Guid? requestId = null)
    {
        var batch = await _rig.Console.ReadAsync(db => db.Batches.SingleAsync(b => b.Id == batchId));
        return (await _rig.Console.ReadAsync(async db =>
        {
            var request = requestId is null ? null : await db.Requests.SingleAsync(r => r.Id == requestId);
            return await _rig.Get<GuardGate>().MaySendAsync(db, batch, request, _rig.Now, default);
        }))?.Code;
    }
}
