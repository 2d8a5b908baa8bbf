using AutopilotReset.Web.Features.Resets.Batch;

namespace AutopilotReset.Web.Tests.Features.Resets.Batch;

public sealed class StopNumbersTests
{
    [Fact]
    public void Of_EveryState_IsCountedOnce()
    {
        var counts = DeviceStates.All.ToDictionary(s => s, s => 1 << (int)s);

        var numbers = StopNumbers.Of(counts);

        Assert.Equal(counts.Values.Sum(), numbers.CanBeStopped + numbers.OnTheirWay + numbers.Unknown + numbers.CannotBeStopped + numbers.Over);
    }

    [Theory]
    [InlineData(DeviceState.Planned, 1, 0, 0, 0, 0)]
    [InlineData(DeviceState.AwaitingTenantApproval, 1, 0, 0, 0, 0)]
    [InlineData(DeviceState.Sending, 0, 1, 0, 0, 0)]
    [InlineData(DeviceState.Throttled, 0, 1, 0, 0, 0)]
    [InlineData(DeviceState.Unknown, 0, 0, 1, 0, 0)]
    [InlineData(DeviceState.Pending, 0, 0, 0, 1, 0)]
    [InlineData(DeviceState.Stalled, 0, 0, 0, 1, 0)]
    [InlineData(DeviceState.Completed, 0, 0, 0, 0, 1)]
    [InlineData(DeviceState.Refused, 0, 0, 0, 0, 1)]
    public void Of_OneState_IsWhereItBelongs(DeviceState state, int canBeStopped, int onTheirWay, int unknown, int cannot, int over) =>
        Assert.Equal(new StopNumbers(canBeStopped, onTheirWay, unknown, cannot, over), StopNumbers.Of(new Dictionary<DeviceState, int> { [state] = 1 }));
}
