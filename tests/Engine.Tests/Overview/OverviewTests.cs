using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Overview;

public sealed class OverviewTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Get_NothingYet_ShowsNothingAndKnowsNoRate()
    {
        var view = await ViewAsync();

        Assert.Equal((0, 0, 0, null, null), (view.Armed, view.Running.Count, view.NeedsPerson.Count, view.SuccessRate, view.MedianTimeToProof));
        Assert.Equal((60, 60, false), (view.BudgetLeft, view.BudgetPerMinute, view.KillSwitch.On));
    }

    [Fact]
    public async Task Get_ArmedOrders_AreCountedHoweverOldTheBatch()
    {
        var requests = await RequestsAsync(4);
        await _rig.ChangeAsync(requests[0].Id, r => (r.State, r.ArmedSince) = (DeviceState.Pending, _rig.Now.AddDays(-1)));
        await _rig.ChangeAsync(requests[1].Id, r => (r.State, r.ArmedSince) = (DeviceState.CompletedWithFindings, _rig.Now.AddDays(-200)));
        await _rig.ChangeAsync(requests[2].Id, r => r.State = DeviceState.Completed);

        var view = await ViewAsync();

        Assert.Equal(2, view.Armed);
        Assert.Equal(["PC-0002", "PC-0001"], view.OldestArmed.Select(r => r.Name));
        Assert.Equal(view.Armed, (await _rig.Desk.GetRequestsAsync(People.Auditor, new RequestQuery(ArmedOnly: true), 0, 10, default)).Total);
    }

    [Fact]
    public async Task Get_NeedsPerson_AgreesWithTheRowsBehindIt()
    {
        var requests = await RequestsAsync(6);
        DeviceState[] states = [DeviceState.Unknown, DeviceState.Unknown, DeviceState.Stalled, DeviceState.AwaitingTenantApproval, DeviceState.Failed, DeviceState.Pending];
        foreach (var (request, state) in requests.Zip(states))
            await _rig.ChangeAsync(request.Id, r => r.State = state);

        var view = await ViewAsync();

        Assert.Equal(
            [(DeviceState.AwaitingTenantApproval, 1), (DeviceState.Unknown, 2), (DeviceState.Stalled, 1), (DeviceState.Failed, 1)],
            view.NeedsPerson.OrderBy(n => n.Key).Select(n => (n.Key, n.Value)));
        Assert.Equal(view.NeedsPerson.Values.Sum(), (await _rig.Desk.GetRequestsAsync(People.Auditor, new RequestQuery(NeedsPersonOnly: true), 0, 10, default)).Total);
    }

    [Fact]
    public async Task Get_Outcomes_CountWhatWasSentAndEndedInThirtyDays()
    {
        var requests = await RequestsAsync(7);
        await EndedAsync(requests[0], DeviceState.Completed, proofAfter: TimeSpan.FromHours(1));
        await EndedAsync(requests[1], DeviceState.Completed, proofAfter: TimeSpan.FromHours(5));
        await EndedAsync(requests[2], DeviceState.CompletedWithFindings, proofAfter: TimeSpan.FromHours(2));
        await EndedAsync(requests[3], DeviceState.Failed, proofAfter: null);
        await EndedAsync(requests[4], DeviceState.Refused, proofAfter: null);
        await EndedAsync(requests[5], DeviceState.Completed, proofAfter: TimeSpan.FromHours(9), daysAgo: 31);

        var view = await ViewAsync();

        Assert.Equal((0.5, TimeSpan.FromHours(2)), (view.SuccessRate, view.MedianTimeToProof));
    }

    [Fact]
    public async Task Get_HybridWipes_WaitUntilTheir24HoursAreOver()
    {
        var review = await _rig.ReviewAsync(OrderKind.Wipe, Devices.Hybrid(1, _rig.Now));
        var request = (await _rig.RequestsAsync((await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Value)).Single();
        Assert.Empty((await ViewAsync()).HybridWaiting);
        await _rig.ChangeAsync(request.Id, r => (r.State, r.ReadyFrom) = (DeviceState.Completed, _rig.Now.AddHours(24)));

        Assert.Equal("PC-0001", Assert.Single((await ViewAsync()).HybridWaiting).Name);
        _rig.Time.Advance(TimeSpan.FromHours(24));
        Assert.Empty((await ViewAsync()).HybridWaiting);
    }

    [Fact]
    public async Task Get_Running_ShowsBatchesThatAreNotFinishedWithTheirCounts()
    {
        var finished = await _rig.BatchAsync(1);
        await _rig.Desk.CancelUnsentAsync(People.Operator, finished, DeskRig.Because, default);
        var running = await _rig.BatchAsync(2, 3);
        _rig.Get<EngineHealth>().Report("Graph", HealthState.Works, "Reads.");

        var view = await ViewAsync();

        var row = Assert.Single(view.Running);
        Assert.Equal((running, 2, 2), (row.Id, row.Total, row.Counts[DeviceState.Planned]));
        Assert.Equal("Graph", Assert.Single(view.Health).What);
    }

    private Task<OverviewView> ViewAsync() => _rig.Get<IOverview>().GetAsync(People.Auditor, default);

    private async Task<List<DeviceRequest>> RequestsAsync(int count) => await _rig.RequestsAsync(await _rig.BatchAsync(Enumerable.Range(1, count)));

    private Task EndedAsync(DeviceRequest request, DeviceState state, TimeSpan? proofAfter, int daysAgo = 1) => _rig.ChangeAsync(request.Id, r =>
    {
        var accepted = _rig.Now.AddDays(-daysAgo) - (proofAfter ?? TimeSpan.Zero);
        (r.State, r.AcceptedAt, r.ProvenAt, r.ChangedAt) = (state, accepted, accepted + proofAfter, accepted + (proofAfter ?? TimeSpan.Zero));
    });
}
