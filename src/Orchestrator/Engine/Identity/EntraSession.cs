using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity.TokenCache;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;

namespace AutopilotReset.Engine.Identity;

/// <summary>
/// Tokens from Microsoft.Identity.Web. Each one is acquired in a service scope of its own: one acquisition object shared by concurrent callers
/// answers "sign in again" without reason (identity.md §6). The person is always the one named, never whoever's HTTP request happens to be current.
/// </summary>
internal sealed class EntraSession(
    IServiceScopeFactory scopes, TokenLoans loans, DirectoryRoles directory, MicrosoftCloud cloud,
    IOptions<AccessOptions> access, EngineHealth health, TimeProvider time) : IEntraSession
{
    private const string Health = "Sign-in";
    private const string Scheme = "OpenIdConnect";

    /// <summary>Enough to get a fresh id_token, and to ask Graph for the person's own roles.</summary>
    private static readonly string[] OwnRoles = ["User.Read"];

    public async Task<string> TokenForAdminAsync(Account account, Guid? loan, IReadOnlyCollection<string> scopes, string? claims, CancellationToken stop) =>
        (await AcquireAsync(account, loan, scopes, claims, force: false, stop)).AccessToken;

    public async Task<string> TokenForApplicationAsync(string? claims, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<ITokenAcquisition>();
        var options = Options(claims, force: false, stop);
        var result = await WatchedAsync(() => tokens.GetAuthenticationResultForAppAsync(cloud.ApplicationScope, Scheme, tenant: null, options), stop);
        return result.AccessToken;
    }

    public async Task<Standing> AskStandingAsync(Account account, Guid? loan, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(account);
        try
        {
            var fresh = await AcquireAsync(account, loan, OwnRoles, claims: null, force: true, stop);
            var roles = IdToken.RolesOf(fresh.IdToken) ?? await DirectoryRolesAsync(account, loan, fresh.AccessToken, stop);
            var level = access.Value.LevelOf(roles);
            return level == AccessLevel.None
                ? Answer(StandingKind.RoleLost, "Your account no longer holds a role that this console admits (Intune Service Administrator).")
                : Answer(StandingKind.Confirmed, "", level: level);
        }
        catch (SignInNeededException needed)
        {
            return Answer(StandingKind.SignInNeeded, needed.Message, needed.Claims);
        }
        catch (AuthorityUnreachableException unknown)
        {
            return Answer(StandingKind.Unreachable, $"Your role could not be confirmed, so nothing is sent. {unknown.Message}");
        }
    }

    public Task LendAsync(Account account, Guid loan, CancellationToken stop) => loans.LendAsync(account, loan, stop);

    public Task ReturnLoanAsync(Guid loan, CancellationToken stop) => loans.ReturnAsync(loan, stop);

    private Standing Answer(StandingKind kind, string reason, string? claims = null, AccessLevel level = AccessLevel.None) =>
        new(kind, level, reason, time.GetUtcNow(), claims);

    private async Task<IReadOnlyList<string>> DirectoryRolesAsync(Account account, Guid? loan, string accessToken, CancellationToken stop)
    {
        try
        {
            return await directory.ReadAsync(accessToken, stop);
        }
        catch (ClaimsChallengeException challenge)
        {
            var again = await AcquireAsync(account, loan, OwnRoles, challenge.Claims, force: false, stop);
            try
            {
                return await directory.ReadAsync(again.AccessToken, stop);
            }
            catch (ClaimsChallengeException refused)
            {
                throw new SignInNeededException("Entra asks you to sign in again.", refused.Claims, refused);
            }
        }
    }

    private async Task<AuthenticationResult> AcquireAsync(Account account, Guid? loan, IReadOnlyCollection<string> wanted, string? claims, bool force, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var partition = TokenPartition.Use(loan);
        await using var scope = scopes.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<ITokenAcquisition>();
        var person = ClaimsPrincipalFactory.FromHomeTenantIdAndHomeObjectId(account.HomeTenantId, account.HomeObjectId);
        var options = Options(claims, force, stop);
        return await WatchedAsync(() => tokens.GetAuthenticationResultForUserAsync(cloud.Qualified(wanted), Scheme, tenantId: null, userFlow: null, person, options), stop);
    }

    private async Task<AuthenticationResult> WatchedAsync(Func<Task<AuthenticationResult>> acquire, CancellationToken stop)
    {
        try
        {
            var result = await EntraFailures.TranslateAsync(acquire, stop);
            health.Report(Health, HealthState.Works, "Entra answers.");
            return result;
        }
        catch (AuthorityUnreachableException unreachable)
        {
            health.Report(Health, HealthState.Broken, unreachable.Message);
            throw;
        }
    }

    private static TokenAcquisitionOptions Options(string? claims, bool force, CancellationToken stop) =>
        new() { Claims = claims, ForceRefresh = force, CancellationToken = stop };
}
