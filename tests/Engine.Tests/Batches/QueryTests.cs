using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Batches;

public sealed class QueryTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Batches_Filters_NarrowTheList()
    {
        var first = await _rig.BatchAsync(1, 2);
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await _rig.BatchAsync(3);
        await _rig.Desk.PauseAsync(People.Operator, second, DeskRig.Because, default);

        Assert.Equal([second, first], await IdsAsync(new BatchQuery()));
        Assert.Equal([second], await IdsAsync(new BatchQuery(BatchState.Paused)));
        Assert.Equal([first], await IdsAsync(new BatchQuery(Text: "pc-0002")));
        Assert.Equal([second], await IdsAsync(new BatchQuery(Text: Devices.Serial(3))));
        Assert.Equal([second, first], await IdsAsync(new BatchQuery(Text: "LEAVER")));
        Assert.Empty(await IdsAsync(new BatchQuery(Text: "%")));
        Assert.Empty(await IdsAsync(new BatchQuery(Kind: OrderKind.Wipe)));
    }

    [Fact]
    public async Task Batch_Detail_HasCountsRateTimelineAndExpectation()
    {
        var earlier = await _rig.BatchAsync(8, 9);
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        var batchId = await _rig.BatchAsync(1, 2, 3);
        var requests = await _rig.RequestsAsync(batchId);
        await _rig.ChangeAsync(requests[0].Id, r => r.State = DeviceState.Pending);
        await _rig.AttemptAsync(requests[0], _rig.Now.AddSeconds(-59), 204);
        await _rig.AttemptAsync(requests[1], _rig.Now.AddSeconds(-60), 429, live: false);

        var detail = (await _rig.Desk.GetBatchAsync(People.Auditor, batchId, default))!;

        Assert.Equal((1, 2, 3), (detail.Row.Counts[DeviceState.Pending], detail.Row.Counts[DeviceState.Planned], detail.Row.Total));
        Assert.Equal((1, "olga@contoso.example"), (detail.SentLastMinute, detail.SendsAs));
        Assert.Equal(_rig.Now.AddSeconds(4), detail.ExpectedSentBy);
        Assert.Equal("request.planned", detail.Timeline[0].Type);
        Assert.Equal(4, detail.Timeline.Count);
        await _rig.Desk.PauseAsync(People.Operator, batchId, DeskRig.Because, default);
        Assert.Null((await _rig.Desk.GetBatchAsync(People.Auditor, batchId, default))!.ExpectedSentBy);
        Assert.NotNull((await _rig.Desk.GetBatchAsync(People.Auditor, earlier, default))!.ExpectedSentBy);
        Assert.Null(await _rig.Desk.GetBatchAsync(People.Auditor, Guid.CreateVersion7(), default));
    }

    [Fact]
    public async Task Requests_Filters_NarrowTheList()
    {
        var batchId = await _rig.BatchAsync(1, 2, 3);
        var requests = await _rig.RequestsAsync(batchId);
        await _rig.ChangeAsync(requests[2].Id, r => r.State = DeviceState.Stalled);

        Assert.Equal(["PC-0001", "PC-0002", "PC-0003"], await NamesAsync(new RequestQuery(batchId)));
        Assert.Equal(["PC-0003"], await NamesAsync(new RequestQuery(State: DeviceState.Stalled)));
        Assert.Equal(["PC-0002"], await NamesAsync(new RequestQuery(DeviceId: Devices.EntraId(2).ToUpperInvariant())));
        Assert.Equal(["PC-0002"], await NamesAsync(new RequestQuery(DeviceId: Devices.ManagedId(2))));
        Assert.Equal(["PC-0001"], await NamesAsync(new RequestQuery(batchId, Text: Devices.Serial(1).ToLowerInvariant())));
        Assert.Equal(["PC-0003"], await NamesAsync(new RequestQuery(NeedsPersonOnly: true)));
        Assert.Empty(await NamesAsync(new RequestQuery(Text: "_")));
    }

    [Fact]
    public async Task Requests_Page_HasTheTotal()
    {
        var batchId = await _rig.BatchAsync(1, 2, 3);

        var page = await _rig.Desk.GetRequestsAsync(People.Auditor, new RequestQuery(batchId), 1, 1, default);

        Assert.Equal((3, "PC-0002"), (page.Total, Assert.Single(page.Rows).Name));
    }

    [Fact]
    public async Task Request_Detail_HasIdentityAndTimeline()
    {
        var batchId = await _rig.BatchAsync(1, 2);
        var request = (await _rig.RequestsAsync(batchId))[1];

        var detail = (await _rig.Desk.GetRequestAsync(People.Auditor, request.Id, default))!;

        Assert.Equal((Devices.ManagedId(2), NextUser.SomebodyElse), (detail.Confirmed.ManagedDeviceId, detail.NextUser));
        Assert.Equal("Autopilot Reset of PC-0002 planned.", Assert.Single(detail.Timeline).Text);
    }

    private async Task<IEnumerable<Guid>> IdsAsync(BatchQuery query) => (await _rig.Desk.FindBatchesAsync(People.Auditor, query, 0, 10, default)).Select(b => b.Id);

    private async Task<IEnumerable<string>> NamesAsync(RequestQuery query) => (await _rig.Desk.GetRequestsAsync(People.Auditor, query, 0, 10, default)).Rows.Select(r => r.Name);
}
