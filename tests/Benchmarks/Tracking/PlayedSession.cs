using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Benchmarks.Tracking;

/// <summary>The tenant's own tokens, each used for five minutes as a token cache would.</summary>
internal sealed class PlayedSession(PracticeTenant tenant, TimeProvider time) : IEntraSession
{
    private static readonly TimeSpan UsedFor = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Token, DateTimeOffset Until)> _tokens = [];

    public static Account Ada(PracticeTenant tenant)
    {
        var ada = tenant.Personas["ada"];
        return new Account(ada.HomeObjectId, ada.HomeTenantId, ada.ObjectId, EntraIds.TenantId, ada.DisplayName, ada.UserPrincipalName);
    }

    public Task<string> TokenForAdminAsync(Account account, Guid? loan, IReadOnlyCollection<string> scopes, string? claims, CancellationToken stop) =>
        Task.FromResult(Cached(string.Join(' ', scopes), () => tenant.AccessTokenFor("ada", [.. scopes])));

    public Task<string> TokenForApplicationAsync(string? claims, CancellationToken stop) => Task.FromResult(Cached("", tenant.ApplicationAccessToken));

    public Task<Standing> AskStandingAsync(Account account, Guid? loan, CancellationToken stop) =>
        Task.FromResult(new Standing(StandingKind.Confirmed, AccessLevel.Operator, "", time.GetUtcNow()));

    public Task LendAsync(Account account, Guid loan, CancellationToken stop) => Task.CompletedTask;

    public Task ReturnLoanAsync(Guid loan, CancellationToken stop) => Task.CompletedTask;

    private string Cached(string key, Func<string> make)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_tokens.TryGetValue(key, out var token) || token.Until < now)
                _tokens[key] = token = (make(), now + UsedFor);
            return token.Token;
        }
    }
}
