using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Tests.Shared.Sites;

public class RebuildingTests
{
    private static readonly DateTimeOffset Before = new(2026, 8, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Before.AddHours(1);

    [Theory]
    [InlineData(Signal.Claimed, DeviceState.Sending)]
    [InlineData(Signal.Accepted, DeviceState.Pending)]
    [InlineData(Signal.AnswerLost, DeviceState.Unknown)]
    [InlineData(Signal.RateLimited, DeviceState.Throttled)]
    [InlineData(Signal.OrderMissingHere, DeviceState.Unknown)]
    [InlineData(Signal.OrderFound, DeviceState.Pending)]
    [InlineData(Signal.DecidedTaken, DeviceState.Pending)]
    [InlineData(Signal.Seen, DeviceState.Pending)]
    [InlineData(Signal.Seen, DeviceState.Stalled)]
    [InlineData(Signal.ReportedActive, DeviceState.Active)]
    public void After_WorkOrWhatMayBeWork_CountsFromNow(Signal signal, DeviceState to)
    {
        Assert.Equal(Now, Rebuilding.After(signal, to, Before, Now));
        Assert.Equal(Now, Rebuilding.After(signal, to, null, Now));
    }

    [Theory]
    [InlineData(Signal.NeverLeft, DeviceState.Planned)]
    [InlineData(Signal.NotAuthorised, DeviceState.Planned)]
    [InlineData(Signal.ThrottleCleared, DeviceState.Planned)]
    [InlineData(Signal.ApprovalRequired, DeviceState.AwaitingTenantApproval)]
    [InlineData(Signal.Rejected, DeviceState.Failed)]
    [InlineData(Signal.DecidedNotTaken, DeviceState.Failed)]
    [InlineData(Signal.ReportedFailed, DeviceState.Failed)]
    [InlineData(Signal.Proven, DeviceState.Verifying)]
    [InlineData(Signal.Proven, DeviceState.Completed)]
    [InlineData(Signal.HoldersClean, DeviceState.Completed)]
    [InlineData(Signal.ClosedByPerson, DeviceState.CompletedWithFindings)]
    [InlineData(Signal.RecordGone, DeviceState.Stalled)]
    public void After_NotWithIntuneOrAtItsEnd_CountsNoMore(Signal signal, DeviceState to) => Assert.Null(Rebuilding.After(signal, to, Before, Now));

    [Fact]
    public void After_Reported_CountsUntilItIsProven()
    {
        Assert.Equal(Now, Rebuilding.After(Signal.Reported, DeviceState.Verifying, Before, Now));
        Assert.Null(Rebuilding.After(Signal.Seen, DeviceState.Verifying, Rebuilding.After(Signal.Proven, DeviceState.Verifying, Before, Now), Now));
    }

    [Fact]
    public void After_ADeadline_IsNoSignOfWork() => Assert.Equal(Before, Rebuilding.After(Signal.DeadlinePassed, DeviceState.Stalled, Before, Now));

    /// <summary>Every way that the table allows into a state with Intune's order, or perhaps with it, counts; no other does.</summary>
    [Fact]
    public void After_EveryTransition_CountsExactlyWhereIntuneMayHaveTheOrder()
    {
        DeviceState[] mayHave = [DeviceState.Sending, DeviceState.Throttled, DeviceState.Unknown, DeviceState.Pending, DeviceState.Active, DeviceState.Verifying, DeviceState.Stalled];
        foreach (var kind in Enum.GetValues<OrderKind>())
        {
            foreach (var state in DeviceStates.All)
            {
                foreach (var signal in Enum.GetValues<Signal>())
                {
                    if (Transitions.Next(kind, state, signal) is { } next)
                        Assert.Equal(mayHave.Contains(next.To) && signal != Signal.Proven, Rebuilding.After(signal, next.To, Before, Now) is not null);
                }
            }
        }
    }
}
