using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// The one door through which a request's state changes: asks <see cref="Transitions"/>, sets the state and its consequences, and writes the audit entry
/// into the same transaction. Another writer's change is found by <see cref="DeviceRequest.Version"/> when the transaction saves.
/// </summary>
public static class Ledger
{
    /// <summary>Applies a signal.</summary>
    /// <returns><c>false</c> when the table refuses the signal in this state; nothing is changed then.</returns>
    public static async Task<bool> ApplyAsync(
        ConsoleDbContext db, DeviceRequest request, Signal signal, Account? actor, string text, DateTimeOffset now, CancellationToken stop,
        IReadOnlyDictionary<string, string?>? payload = null)
    {
        if (Transitions.Next(request.Kind, request.State, signal) is not { } next)
            return false;

        var facts = new Dictionary<string, string?>(payload ?? new Dictionary<string, string?>())
        {
            ["kind"] = request.Kind.ToString(),
            ["from"] = request.State.ToString(),
            ["to"] = next.To.ToString(),
        };
        request.State = next.To;
        request.Note = text;
        request.ChangedAt = now;
        request.Version++;
        if (next.To is not (DeviceState.Planned or DeviceState.Sending or DeviceState.Throttled or DeviceState.AwaitingTenantApproval))
            (request.TenantApproval, request.TenantApprovalExpiresAt) = (TenantApproval.None, null);
        if (request.SiteTag is not null)
            request.AtWorkSince = Rebuilding.After(signal, next.To, request.AtWorkSince, now);
        if (next.To.IsTerminal())
        {
            request.OpenManagedDeviceId = null;
            request.OpenEntraDeviceId = null;
        }

        await AuditChain.AppendAsync(db, request.Tenant, now, [AuditDraft.About(request, next.AuditEvent, actor, text, facts)], stop);
        db.Announce(Shared.Console.ChangeKind.Request, request.BatchId);
        return true;
    }
}
