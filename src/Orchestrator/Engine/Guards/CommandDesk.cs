using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>A command as the audit names it when it is refused.</summary>
/// <param name="Name">Such as <c>batch.pause</c>.</param>
internal sealed record Command(string Name, Guid? BatchId = null, Guid? RequestId = null, string? Detail = null);

/// <summary>
/// The way into every command: the admin must be an operator of this tenant by a standing at most a minute old, whatever the page showed;
/// a refusal is audited and changes nothing else.
/// </summary>
internal sealed class CommandDesk(ConsoleDatabase database, Standings standings, TenantIdentity tenant, TimeProvider time)
{
    public async Task<Outcome<T>> RunAsync<T>(Admin admin, Command command, Func<Account, Task<Outcome<T>>> run, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(admin);
        var outcome = await RequireAsync(admin, stop) is { } refused ? refused : await RunAsync(Account.Of(admin), run);
        if (outcome.Refused is { } no)
            await AuditAsync(Account.Of(admin), command, no, stop);
        return outcome;
    }

    private async Task<Refused?> RequireAsync(Admin admin, CancellationToken stop) =>
        string.Equals(admin.TenantId, tenant.TenantId, StringComparison.OrdinalIgnoreCase)
            ? await standings.RequireOperatorAsync(admin, stop)
            : new Refused("other-tenant", $"This console serves tenant {tenant.TenantId}; you are signed in to {admin.TenantId}.");

    private static async Task<Outcome<T>> RunAsync<T>(Account account, Func<Account, Task<Outcome<T>>> run)
    {
        try
        {
            return await run(account);
        }
        catch (GuardsUnreadableException unreadable)
        {
            return GuardGate.Unreadable(unreadable.Message);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refused("changed-meanwhile", "Something changed it at the same moment. Look again and repeat.");
        }
    }

    private Task AuditAsync(Account actor, Command command, Refused refused, CancellationToken stop) =>
        database.WriteAsync(db =>
        {
            db.Announce(ChangeKind.Audit);
            return AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [Draft(actor, command, refused)], stop);
        }, stop);

    private static AuditDraft Draft(Account actor, Command command, Refused refused) =>
        new(AuditEvents.CommandRefused, actor, $"{command.Name} refused ({refused.Code}): {refused.Message}", new Dictionary<string, string?>
        {
            ["command"] = command.Name,
            ["code"] = refused.Code,
            ["detail"] = command.Detail,
        })
        {
            BatchId = command.BatchId,
            RequestId = command.RequestId,
        };
}
