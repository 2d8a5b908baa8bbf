using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>The practice tenant's own tokens without a browser; standings follow the personas' roles.</summary>
internal sealed class PracticeSession(PracticeTenant tenant, TimeProvider time) : IEntraSession
{
    /// <summary>The authority does not answer.</summary>
    public bool Unreachable { get; set; }

    /// <summary>Called when a token to send with is asked for: after the intent, just before the POST.</summary>
    public Action? BeforeSend { get; set; }

    public Task<string> TokenForAdminAsync(Account account, Guid? loan, IReadOnlyCollection<string> scopes, string? claims, CancellationToken stop)
    {
        if (scopes.SequenceEqual(GraphScopes.Send))
            BeforeSend?.Invoke();
        if (Unreachable)
            return Task.FromException<string>(new AuthorityUnreachableException("Entra does not answer."));
        var persona = Persona(account);
        return persona.Disabled
            ? Task.FromException<string>(new SignInNeededException("AADSTS50057: the account is disabled."))
            : Task.FromResult(tenant.AccessTokenFor(persona.Name, [.. scopes]));
    }

    public Task<string> TokenForApplicationAsync(string? claims, CancellationToken stop) => Task.FromResult(tenant.ApplicationAccessToken());

    public Task<Standing> AskStandingAsync(Account account, Guid? loan, CancellationToken stop)
    {
        var persona = Persona(account);
        var now = time.GetUtcNow();
        return Task.FromResult(this switch
        {
            { Unreachable: true } => new Standing(StandingKind.Unreachable, AccessLevel.None, "Entra does not answer.", now),
            _ when persona.Disabled => new Standing(StandingKind.SignInNeeded, AccessLevel.None, "The account is disabled.", now),
            _ when persona.Roles.Contains(RoleIds.IntuneAdministrator) => new Standing(StandingKind.Confirmed, AccessLevel.Operator, "", now),
            _ => new Standing(StandingKind.RoleLost, AccessLevel.None, "The Intune Service Administrator role is gone.", now),
        });
    }

    public Task LendAsync(Account account, Guid loan, CancellationToken stop) => Task.CompletedTask;

    public Task ReturnLoanAsync(Guid loan, CancellationToken stop) => Task.CompletedTask;

    public Account AccountOf(string persona)
    {
        var p = tenant.Personas[persona];
        return new Account(p.HomeObjectId, p.HomeTenantId, p.ObjectId, EntraIds.TenantId, p.DisplayName, p.UserPrincipalName);
    }

    private Persona Persona(Account account) => tenant.Personas.All.Single(p => p.ObjectId == account.ObjectId);
}
