using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Identity;

/// <summary>Who came in and who was turned away, in the audit. Nobody enters unless it could be written (invariant 8).</summary>
public sealed class AccessLog(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    public Task SignedInAsync(Account account, AccessLevel level, string? from, CancellationToken stop) =>
        AppendAsync(new AuditDraft(AuditEvents.SignedIn, account, $"{account.Name} signed in.", Payload(("level", level.ToString()), ("from", from))), stop);

    public Task TurnedAwayAsync(Account account, string reason, string? from, CancellationToken stop) =>
        AppendAsync(new AuditDraft(AuditEvents.TurnedAway, account, $"{account.Name} was turned away: {reason}", Payload(("reason", reason), ("from", from))), stop);

    private Task AppendAsync(AuditDraft draft, CancellationToken stop) =>
        database.WriteAsync(db => AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft], stop), stop);

    private static Dictionary<string, string?> Payload(params (string Name, string? Value)[] facts) =>
        facts.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
}
