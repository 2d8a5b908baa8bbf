using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Resets;

public class DeviceStatesTests
{
    [Theory]
    [InlineData(DeviceState.Planned, false, true, false)]
    [InlineData(DeviceState.Sending, false, false, false)]
    [InlineData(DeviceState.Throttled, false, false, false)]
    [InlineData(DeviceState.AwaitingTenantApproval, false, true, true)]
    [InlineData(DeviceState.Unknown, false, false, true)]
    [InlineData(DeviceState.Pending, false, false, false)]
    [InlineData(DeviceState.Active, false, false, false)]
    [InlineData(DeviceState.Verifying, false, false, false)]
    [InlineData(DeviceState.Stalled, false, false, true)]
    [InlineData(DeviceState.Completed, true, false, false)]
    [InlineData(DeviceState.CompletedWithFindings, true, false, true)]
    [InlineData(DeviceState.Failed, true, false, true)]
    [InlineData(DeviceState.Refused, true, false, false)]
    [InlineData(DeviceState.Cancelled, true, false, false)]
    public void State_IsWhatItSays(DeviceState state, bool terminal, bool canBeStopped, bool needsPerson)
    {
        Assert.Equal((terminal, !terminal), (state.IsTerminal(), state.IsOpen()));
        Assert.Equal(canBeStopped, state.CanStillBeStopped());
        Assert.Equal(needsPerson, state.NeedsPerson());
    }

    [Fact]
    public void CanStillBeStopped_IsExactlyWhatTheTableCancels() =>
        Assert.Equal(
            DeviceStates.All.Where(s => s.CanStillBeStopped()),
            DeviceStates.All.Where(s => Transitions.Next(OrderKind.AutopilotReset, s, Signal.Cancelled)?.To == DeviceState.Cancelled));
}
