namespace AutopilotReset.Shared.Resets;

/// <summary>What a signal does to a state: a new state with the name of its audit event, or a refusal.</summary>
/// <param name="To">New state; equal to the old one where only evidence was added.</param>
/// <param name="AuditEvent">Name of the audit entry, never renamed (<see cref="Audit.AuditEvents"/>).</param>
public readonly record struct Transition(DeviceState To, string AuditEvent);

/// <summary>
/// The one transition table of the product (design.md). Pure: no clock, no I/O.
/// <c>(kind, state, signal) → new state + audit event</c>, or <c>null</c>: the signal is refused in that state.
/// </summary>
public static class Transitions
{
    private static readonly Dictionary<(DeviceState, Signal), DeviceState> Common = new()
    {
        // Before anything is sent
        [(DeviceState.Planned, Signal.Claimed)] = DeviceState.Sending,
        [(DeviceState.Planned, Signal.Cancelled)] = DeviceState.Cancelled,
        [(DeviceState.Planned, Signal.RefusedOnReread)] = DeviceState.Refused,
        [(DeviceState.Planned, Signal.OrderMissingHere)] = DeviceState.Unknown,

        // The answer to the POST
        [(DeviceState.Sending, Signal.Accepted)] = DeviceState.Pending,
        [(DeviceState.Sending, Signal.NotAuthorised)] = DeviceState.Planned,
        [(DeviceState.Sending, Signal.ApprovalRequired)] = DeviceState.AwaitingTenantApproval,
        [(DeviceState.Sending, Signal.Rejected)] = DeviceState.Failed,
        [(DeviceState.Sending, Signal.RateLimited)] = DeviceState.Throttled,
        [(DeviceState.Sending, Signal.AnswerLost)] = DeviceState.Unknown,
        [(DeviceState.Sending, Signal.NeverLeft)] = DeviceState.Planned,

        // 429 is no proof of "not done"
        [(DeviceState.Throttled, Signal.ThrottleCleared)] = DeviceState.Planned,
        [(DeviceState.Throttled, Signal.ThrottleUnclear)] = DeviceState.Unknown,
        [(DeviceState.Throttled, Signal.OrderFound)] = DeviceState.Pending,
        [(DeviceState.Throttled, Signal.Cancelled)] = DeviceState.Unknown,

        // Intune's own second admin. Approved is not sent: it waits its turn as any other does, so that every guard of a first send holds for the second (decision 0047).
        [(DeviceState.AwaitingTenantApproval, Signal.ApprovalGranted)] = DeviceState.Planned,
        [(DeviceState.AwaitingTenantApproval, Signal.ApprovalRejected)] = DeviceState.Failed,
        [(DeviceState.AwaitingTenantApproval, Signal.ApprovalExpired)] = DeviceState.Failed,
        [(DeviceState.AwaitingTenantApproval, Signal.Cancelled)] = DeviceState.Cancelled,
        [(DeviceState.AwaitingTenantApproval, Signal.RefusedOnReread)] = DeviceState.Refused,
        [(DeviceState.AwaitingTenantApproval, Signal.ApprovalVoided)] = DeviceState.AwaitingTenantApproval,
        [(DeviceState.AwaitingTenantApproval, Signal.ApprovalAskedAnew)] = DeviceState.Planned,
        [(DeviceState.AwaitingTenantApproval, Signal.OrderMissingHere)] = DeviceState.Unknown,

        // Approved, not yet sent again, and then the approval ended
        [(DeviceState.Planned, Signal.ApprovalVoided)] = DeviceState.AwaitingTenantApproval,
        [(DeviceState.Planned, Signal.ApprovalRejected)] = DeviceState.Failed,
        [(DeviceState.Planned, Signal.ApprovalExpired)] = DeviceState.Failed,

        // Unknown: evidence or a person
        [(DeviceState.Unknown, Signal.OrderFound)] = DeviceState.Pending,
        [(DeviceState.Unknown, Signal.DecidedTaken)] = DeviceState.Pending,
        [(DeviceState.Unknown, Signal.DecidedNotTaken)] = DeviceState.Failed,

        // Unknown, and then the answer came after all, from the one who made the POST. A 429 still proves nothing; what waits for approval or never left is Failed here, since
        // nothing that was ever Unknown is sent again without a person.
        [(DeviceState.Unknown, Signal.Accepted)] = DeviceState.Pending,
        [(DeviceState.Unknown, Signal.NotAuthorised)] = DeviceState.Failed,
        [(DeviceState.Unknown, Signal.ApprovalRequired)] = DeviceState.Failed,
        [(DeviceState.Unknown, Signal.Rejected)] = DeviceState.Failed,
        [(DeviceState.Unknown, Signal.NeverLeft)] = DeviceState.Failed,

        // Armed
        [(DeviceState.Pending, Signal.Seen)] = DeviceState.Pending,
        [(DeviceState.Active, Signal.Seen)] = DeviceState.Active,
        [(DeviceState.Stalled, Signal.Seen)] = DeviceState.Stalled,
        [(DeviceState.Stalled, Signal.ClosedByPerson)] = DeviceState.CompletedWithFindings,
        [(DeviceState.Pending, Signal.DeadlinePassed)] = DeviceState.Stalled,
        [(DeviceState.Active, Signal.DeadlinePassed)] = DeviceState.Stalled,

        // After the reset
        [(DeviceState.Verifying, Signal.Seen)] = DeviceState.Verifying,
        [(DeviceState.Verifying, Signal.Reported)] = DeviceState.Verifying,
        [(DeviceState.Verifying, Signal.Proven)] = DeviceState.Verifying,
        [(DeviceState.Verifying, Signal.HoldersClean)] = DeviceState.Completed,
        [(DeviceState.Verifying, Signal.LeftoversFound)] = DeviceState.CompletedWithFindings,
        [(DeviceState.Verifying, Signal.ReportedUnchanged)] = DeviceState.CompletedWithFindings,
        [(DeviceState.Verifying, Signal.RecordGone)] = DeviceState.CompletedWithFindings,
    };

    private static readonly DeviceState[] Armed = [DeviceState.Pending, DeviceState.Active, DeviceState.Stalled];

    /// <summary>The new state and its audit event, or <c>null</c> where the signal is refused.</summary>
    public static Transition? Next(OrderKind kind, DeviceState state, Signal signal)
    {
        // After a wipe nobody's primary user is left to check: proof ends it. Only a reset has users and owners to verify.
        if (kind == OrderKind.Wipe && state == DeviceState.Verifying)
            return null;

        var to = Common.TryGetValue((state, signal), out var common) ? common : WhileArmed(kind, state, signal);
        return to is { } next ? new Transition(next, Audit.AuditEvents.For(signal)) : null;
    }

    private static DeviceState? WhileArmed(OrderKind kind, DeviceState state, Signal signal)
    {
        if (!Armed.Contains(state))
            return null;

        return signal switch
        {
            Signal.ReportedActive => DeviceState.Active,
            Signal.ReportedFailed => DeviceState.Failed,
            Signal.Reported => kind == OrderKind.Wipe ? state == DeviceState.Stalled ? DeviceState.Stalled : DeviceState.Active : DeviceState.Verifying,
            Signal.Proven => kind == OrderKind.Wipe ? DeviceState.Completed : DeviceState.Verifying,
            Signal.RecordGone => kind == OrderKind.Wipe ? DeviceState.Completed : DeviceState.CompletedWithFindings,
            _ => null,
        };
    }
}
