using System.Collections.Concurrent;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>Entra as a test wants it: standings by account, tokens that name whom they are for, and a record of loans.</summary>
internal sealed class FakeEntraSession(TimeProvider time) : IEntraSession
{
    private readonly ConcurrentDictionary<string, Func<Standing>> _standings = new();

    public ConcurrentDictionary<Guid, string> Loans { get; } = new();

    /// <summary>Scopes for which a token is refused, with the reason.</summary>
    public ConcurrentDictionary<string, Exception> Missing { get; } = new();

    public Exception? LendingFails { get; set; }

    /// <summary>What else happens while a token is lent.</summary>
    public Func<Task>? MeanwhileLending { get; set; }

    public void Grant(Admin admin) =>
        _standings[admin.AccountId] = () => new Standing(StandingKind.Confirmed, admin.Level, "", time.GetUtcNow());

    public void Answer(Admin admin, StandingKind kind, string reason) =>
        _standings[admin.AccountId] = () => new Standing(kind, AccessLevel.None, reason, time.GetUtcNow());

    public Task<string> TokenForAdminAsync(Account account, Guid? loan, IReadOnlyCollection<string> scopes, string? claims, CancellationToken stop) =>
        scopes.Select(s => Missing.GetValueOrDefault(s)).FirstOrDefault(e => e is not null) is { } refusal
            ? Task.FromException<string>(refusal)
            : Task.FromResult($"token of {account.Id} for {string.Join(' ', scopes)}");

    public Task<string> TokenForApplicationAsync(string? claims, CancellationToken stop) =>
        Missing.GetValueOrDefault("application") is { } refusal ? Task.FromException<string>(refusal) : Task.FromResult("token of the application");

    public Task<Standing> AskStandingAsync(Account account, Guid? loan, CancellationToken stop) =>
        Task.FromResult(_standings.TryGetValue(account.Id, out var answer)
            ? answer()
            : new Standing(StandingKind.SignInNeeded, AccessLevel.None, "Sign in again.", time.GetUtcNow()));

    public async Task LendAsync(Account account, Guid loan, CancellationToken stop)
    {
        if (LendingFails is not null)
            throw LendingFails;
        Loans[loan] = account.Id;
        if (MeanwhileLending is not null)
            await MeanwhileLending();
    }

    public Task ReturnLoanAsync(Guid loan, CancellationToken stop)
    {
        Loans.TryRemove(loan, out _);
        return Task.CompletedTask;
    }
}
