using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Resets;

/// <summary>The table of design.md, "The state of one device in a batch", written out anew; every triple that is not in it must be refused.</summary>
public class TransitionsTests
{
    private const string ForBoth = """
        Planned                Claimed           Sending
        Planned                Cancelled         Cancelled
        Planned                RefusedOnReread   Refused

        Sending                Accepted          Pending
        Sending                NotAuthorised     Planned
        Sending                ApprovalRequired  AwaitingTenantApproval
        Sending                Rejected          Failed
        Sending                RateLimited       Throttled
        Sending                AnswerLost        Unknown
        Sending                NeverLeft         Planned

        Throttled              ThrottleCleared   Planned
        Throttled              ThrottleUnclear   Unknown

        AwaitingTenantApproval ApprovalGranted   Planned
        AwaitingTenantApproval ApprovalRejected  Failed
        AwaitingTenantApproval ApprovalExpired   Failed

        Unknown                OrderFound        Pending
        Unknown                DecidedTaken      Pending
        Unknown                DecidedNotTaken   Failed

        Pending                Seen              Pending
        Pending                ReportedActive    Active
        Pending                ReportedFailed    Failed
        Pending                DeadlinePassed    Stalled
        Active                 Seen              Active
        Active                 ReportedActive    Active
        Active                 ReportedFailed    Failed
        Active                 DeadlinePassed    Stalled

        Stalled                Seen              Stalled
        Stalled                ReportedActive    Active
        Stalled                ReportedFailed    Failed
        Stalled                ClosedByPerson    CompletedWithFindings
        """;

    /// <summary>What design.md leaves open, settled so that nothing is sent twice and nothing is called done that is not.</summary>
    private const string BeyondTheDesign = """
        Throttled              OrderFound        Pending
        Throttled              Cancelled         Unknown
        AwaitingTenantApproval Cancelled         Cancelled
        AwaitingTenantApproval RefusedOnReread   Refused
        AwaitingTenantApproval ApprovalVoided    AwaitingTenantApproval
        AwaitingTenantApproval ApprovalAskedAnew Planned
        AwaitingTenantApproval OrderMissingHere  Unknown
        Planned                ApprovalVoided    AwaitingTenantApproval
        Planned                ApprovalRejected  Failed
        Planned                ApprovalExpired   Failed
        Planned                OrderMissingHere  Unknown
        Unknown                Accepted          Pending
        Unknown                NotAuthorised     Failed
        Unknown                ApprovalRequired  Failed
        Unknown                Rejected          Failed
        Unknown                NeverLeft         Failed
        """;

    private const string ForReset = """
        Pending                Reported          Verifying
        Pending                Proven            Verifying
        Pending                RecordGone        CompletedWithFindings
        Active                 Reported          Verifying
        Active                 Proven            Verifying
        Active                 RecordGone        CompletedWithFindings
        Stalled                Reported          Verifying
        Stalled                Proven            Verifying
        Stalled                RecordGone        CompletedWithFindings
        Verifying              Seen              Verifying
        Verifying              Reported          Verifying
        Verifying              Proven            Verifying
        Verifying              HoldersClean      Completed
        Verifying              LeftoversFound    CompletedWithFindings
        Verifying              ReportedUnchanged CompletedWithFindings
        Verifying              RecordGone        CompletedWithFindings
        """;

    /// <summary>A wipe is proven when the record is gone or enrolled anew; Intune's word alone proves nothing, and there is no user left to verify.</summary>
    private const string ForWipe = """
        Pending                Reported          Active
        Pending                Proven            Completed
        Pending                RecordGone        Completed
        Active                 Reported          Active
        Active                 Proven            Completed
        Active                 RecordGone        Completed
        Stalled                Reported          Stalled
        Stalled                Proven            Completed
        Stalled                RecordGone        Completed
        """;

    private static readonly Dictionary<(DeviceState, Signal), DeviceState> Reset = Parse(ForBoth, BeyondTheDesign, ForReset);
    private static readonly Dictionary<(DeviceState, Signal), DeviceState> Wipe = Parse(ForBoth, BeyondTheDesign, ForWipe);

    public static TheoryData<OrderKind, DeviceState, Signal> EveryTriple { get; } =
        [.. from kind in Enum.GetValues<OrderKind>() from state in Enum.GetValues<DeviceState>() from signal in Enum.GetValues<Signal>() select (kind, state, signal)];

    [Theory]
    [MemberData(nameof(EveryTriple))]
    public void Next_EveryTriple_IsAsDesignedOrRefused(OrderKind kind, DeviceState state, Signal signal)
    {
        var table = kind == OrderKind.Wipe ? Wipe : Reset;
        DeviceState? expected = table.TryGetValue((state, signal), out var to) ? to : null;
        var next = Transitions.Next(kind, state, signal);
        Assert.Equal(expected, next?.To);
        if (next is { } made)
            Assert.Equal(AuditEvents.For(signal), made.AuditEvent);
    }

    [Fact]
    public void Next_TerminalState_IsNeverLeft() =>
        Assert.All(Made(), t => Assert.False(t.From.IsTerminal(), $"{t.Kind}: {t.From} is left by {t.Signal}."));

    [Fact]
    public void Next_Sending_IsReachedOnlyByAClaim() =>
        Assert.Equal(
            [(DeviceState.Planned, Signal.Claimed)],
            Made().Where(t => t.To == DeviceState.Sending).Select(t => (t.From, t.Signal)).Distinct());

    [Fact]
    public void Next_Seen_NeverChangesTheState()
    {
        var seen = Made().Where(t => t.Signal == Signal.Seen).ToList();
        Assert.NotEmpty(seen);
        Assert.All(seen, t => Assert.Equal(t.From, t.To));
    }

    [Fact]
    public void Next_ArmedOrUnknown_NeverGoesBackToWhereItCouldBeSentAgain()
    {
        DeviceState[] unsent = [DeviceState.Planned, DeviceState.Sending, DeviceState.Throttled, DeviceState.AwaitingTenantApproval];
        DeviceState[] maybeTaken = [DeviceState.Unknown, DeviceState.Pending, DeviceState.Active, DeviceState.Verifying, DeviceState.Stalled];
        Assert.All(Made().Where(t => maybeTaken.Contains(t.From)), t => Assert.DoesNotContain(t.To, unsent));
    }

    [Fact]
    public void Next_Completed_OfAResetComesOnlyFromVerifying() =>
        Assert.All(Made().Where(t => t is { Kind: OrderKind.AutopilotReset, To: DeviceState.Completed }), t => Assert.Equal(DeviceState.Verifying, t.From));

    [Fact]
    public void Next_Wipe_IsNeverVerified() => Assert.DoesNotContain(Made(), t => t.Kind == OrderKind.Wipe && (t.To == DeviceState.Verifying || t.From == DeviceState.Verifying));

    [Fact]
    public void Next_EveryStateAndSignal_IsUsed()
    {
        var made = Made().ToList();
        Assert.Equal(Enum.GetValues<Signal>(), made.Select(t => t.Signal).Distinct().Order());
        Assert.Equal(Enum.GetValues<DeviceState>(), made.SelectMany(t => new[] { t.From, t.To }).Distinct().Order());
    }

    [Fact]
    public void Next_EveryOpenState_CanReachATerminalOne()
    {
        foreach (var kind in Enum.GetValues<OrderKind>())
        {
            var reached = DeviceStates.All.Where(s => s.IsTerminal()).ToHashSet();
            while (Made().Any(t => t.Kind == kind && reached.Contains(t.To) && reached.Add(t.From)))
            {
            }

            var used = Made().Where(t => t.Kind == kind).Select(t => t.From);
            Assert.All(used, state => Assert.Contains(state, reached));
        }
    }

    internal static IEnumerable<(OrderKind Kind, DeviceState From, Signal Signal, DeviceState To)> Made() =>
        from kind in Enum.GetValues<OrderKind>()
        from state in Enum.GetValues<DeviceState>()
        from signal in Enum.GetValues<Signal>()
        let next = Transitions.Next(kind, state, signal)
        where next is not null
        select (kind, state, signal, next.Value.To);

    private static Dictionary<(DeviceState, Signal), DeviceState> Parse(params string[] tables) =>
        tables.SelectMany(t => t.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(p => (Enum.Parse<DeviceState>(p[0]), Enum.Parse<Signal>(p[1])), p => Enum.Parse<DeviceState>(p[2]));
}
