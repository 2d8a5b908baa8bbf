using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>Tries what this console may do in this tenant, one thing after the other. It reads and asks for tokens; it never sends an order.</summary>
internal sealed class CapabilityChecks(IEntraSession session, Standings standings, GraphProbes graph, ProtectedLists lists, TenantIdentity tenant)
{
    public async Task<IReadOnlyList<Capability>> CheckAsync(Admin admin, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            return [];
        var account = Account.Of(admin);
        var found = new List<Capability> { await RoleAsync(account, stop) };
        foreach (var scope in GraphScopes.SignIn)
            found.Add(await ScopeAsync(account, scope, unless: null, stop));
        foreach (var scope in GraphScopes.RepairPrimaryUser.Concat(GraphScopes.RepairOwner))
            found.Add(await ScopeAsync(account, scope, "repairing users or owners left behind will ask for it.", stop));
        foreach (var scope in GraphScopes.IntuneAudit)
            found.Add(await ScopeAsync(account, scope, "orders of unknown fate cannot be held against Intune's own audit.", stop));
        found.AddRange(await graph.AsAdminAsync(account, stop));
        found.AddRange(await graph.AsApplicationAsync(stop));
        found.Add(await ListsAsync(account, stop));
        return found;
    }

    private async Task<Capability> RoleAsync(Account account, CancellationToken stop)
    {
        var standing = await standings.ConfirmAsync(account, null, stop);
        return standing switch
        {
            { Kind: StandingKind.Confirmed, Level: AccessLevel.Operator } => new("Role", "Your role", HealthState.Works, "You may reset and wipe.", null),
            { Kind: StandingKind.Confirmed } => new("Role", "Your role", HealthState.Works, "You may look, and change nothing.", null),
            { Kind: StandingKind.Unreachable } => new("Role", "Your role", HealthState.Unknown, standing.Reason, "Check that this machine reaches the sign-in host of the configured cloud."),
            _ => new("Role", "Your role", HealthState.Broken, standing.Reason, "Activate or assign the Intune Administrator role, then sign in again."),
        };
    }

    /// <param name="account">Who.</param>
    /// <param name="scope">Of Graph.</param>
    /// <param name="unless">What does not work without it; <c>null</c>: nothing does.</param>
    /// <param name="stop">Cancels.</param>
    private async Task<Capability> ScopeAsync(Account account, string scope, string? unless, CancellationToken stop)
    {
        try
        {
            _ = await session.TokenForAdminAsync(account, null, [scope], null, stop);
            return new("Scope", scope, HealthState.Works, "A token with this scope was given.", null);
        }
        catch (SignInNeededException e)
        {
            return unless is null
                ? new("Scope", scope, HealthState.Broken, e.Message, $"Sign in again. If that does not help, grant admin consent for {scope} (delegated, Microsoft Graph) to this app registration.")
                : new("Scope", scope, HealthState.Degraded, $"Not consented to: {unless}", $"Grant admin consent for {scope} (delegated, Microsoft Graph), or consent when it is asked for.");
        }
        catch (AuthorityUnreachableException e)
        {
            return new("Scope", scope, HealthState.Unknown, e.Message, "Check that this machine reaches the sign-in host of the configured cloud.");
        }
    }

    private async Task<Capability> ListsAsync(Account account, CancellationToken stop) =>
        await lists.ReadAsync(account, null, stop) is { } read
            ? new("Guards", "Protected and held lists", HealthState.Works, $"{read.UserIds.Count} people and {read.Serials.Count + read.Names.Count + read.DeviceIds.Count} devices are protected.", null)
            : new("Guards", "Protected and held lists", HealthState.Broken, "They cannot be read, so every device is refused.", "Look whether every listed group still exists and may be read; remove those that are gone.");
}
