using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>The practice tenant's tokens without a browser, for scopes that were consented to and loans that exist.</summary>
internal sealed class ConsentingSession(PracticeTenant tenant, TimeProvider time) : IEntraSession
{
    /// <summary>No token for this persona until cleared.</summary>
    public string? SignedOut { get; set; }

    public bool Unreachable { get; set; }

    /// <summary>Copies lent to batches have been returned; only the interactive session is left.</summary>
    public bool LoansReturned { get; set; }

    public Task<string> TokenForAdminAsync(Account account, Guid? loan, IReadOnlyCollection<string> scopes, string? claims, CancellationToken stop)
    {
        var persona = Persona(account);
        if (Unreachable)
            return Task.FromException<string>(new AuthorityUnreachableException("Entra does not answer."));
        if (persona.Name == SignedOut || (LoansReturned && loan is not null))
            return Task.FromException<string>(new SignInNeededException("There is no session."));
        return scopes.FirstOrDefault(s => !tenant.Consents.Has(persona, s)) is { } missing
            ? Task.FromException<string>(new SignInNeededException($"AADSTS65001: no consent for {missing}."))
            : Task.FromResult(tenant.AccessTokenFor(persona.Name));
    }

    public Task<string> TokenForApplicationAsync(string? claims, CancellationToken stop) => Task.FromResult(tenant.ApplicationAccessToken());

    public Task<Standing> AskStandingAsync(Account account, Guid? loan, CancellationToken stop) => Task.FromResult(
        Persona(account).Roles.Contains(RoleIds.IntuneAdministrator)
            ? new Standing(StandingKind.Confirmed, AccessLevel.Operator, "", time.GetUtcNow())
            : new Standing(StandingKind.RoleLost, AccessLevel.None, "The role is gone.", time.GetUtcNow()));

    public Task LendAsync(Account account, Guid loan, CancellationToken stop) => Task.CompletedTask;

    public Task ReturnLoanAsync(Guid loan, CancellationToken stop) => Task.CompletedTask;

    public Admin AdminOf(string persona)
    {
        var p = tenant.Personas[persona];
        return new Admin(p.HomeObjectId, p.HomeTenantId, p.ObjectId, EntraIds.TenantId, p.DisplayName, p.UserPrincipalName, AccessLevel.Operator);
    }

    private Persona Persona(Account account) => tenant.Personas.All.Single(p => p.ObjectId == account.ObjectId);
}
