using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Identity;

/// <summary>What the database remembers of sessions and of whose it is.</summary>
public sealed class SessionRecordTests : IDisposable
{
    private static readonly Account Ada = People.Operator.Account();
    private readonly TestDatabase _file = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Cutoff_EndsWhatBeganBefore_AndIsAuditedOnce()
    {
        var cutoffs = new SessionCutoffs(_file.Console, TestDatabase.Identity, _time);
        var started = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => cutoffs.EndAsync(Ada, started, SessionEnd.RoleLost, "Gone.", default)));

        Assert.Equal(SessionEnd.RoleLost, await cutoffs.EndedAsync(Ada.Id, started, default));
        Assert.Null(await cutoffs.EndedAsync(Ada.Id, _time.GetUtcNow().AddMilliseconds(1), default));
        Assert.Null(await cutoffs.EndedAsync("somebody.else", started, default));
        Assert.Equal(["access.role-lost"], await TypesAsync());
    }

    [Fact]
    public async Task Cutoff_LaterSession_CanEndToo()
    {
        var cutoffs = new SessionCutoffs(_file.Console, TestDatabase.Identity, _time);
        await cutoffs.EndAsync(Ada, _time.GetUtcNow(), SessionEnd.SignedOut, "Out.", default);
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = _time.GetUtcNow();

        await cutoffs.EndAsync(Ada, second, SessionEnd.SignInNeeded, "Revoked.", default);

        Assert.Equal(SessionEnd.SignInNeeded, await cutoffs.EndedAsync(Ada.Id, second, default));
        Assert.Equal(["access.signed-out", "access.session-ended"], await TypesAsync());
    }

    [Fact]
    public async Task Deployment_FirstStartStamps_LaterStartsAgree()
    {
        var first = await new Deployment(_file.Console, TestDatabase.Identity, _time).ConfirmAsync(default);
        var again = await new Deployment(_file.Console, TestDatabase.Identity with { Cloud = "public" }, _time).ConfirmAsync(default);

        Assert.Equal(first, again);
        Assert.Equal(["deployment.stamped"], await TypesAsync());
    }

    [Theory]
    [InlineData("22222222-2222-2222-2222-222222222222", "Public")]
    [InlineData(TestDatabase.Tenant, "China")]
    public async Task Deployment_AnotherTenantOrCloud_IsRefused(string tenant, string cloud)
    {
        await new Deployment(_file.Console, TestDatabase.Identity, _time).ConfirmAsync(default);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => new Deployment(_file.Console, new TenantIdentity(tenant, cloud), _time).ConfirmAsync(default));

        Assert.StartsWith("ConnectionStrings:Console: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(tenant, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standings_AskOncePerMinute_AndNeverTrustAnOldYes()
    {
        var entra = new FakeEntraSession(_time);
        var standings = new Standings(entra, _time);
        entra.Grant(People.Operator);
        Assert.Null(await standings.RequireOperatorAsync(People.Operator, default));

        entra.Answer(People.Operator, StandingKind.Unreachable, "Entra is down.");
        _time.Advance(Standings.MaxAge - TimeSpan.FromSeconds(1));
        Assert.Null(await standings.RequireOperatorAsync(People.Operator, default));
        Assert.Equal(StandingKind.Unreachable, (await standings.ConfirmAsync(Ada, null, TimeSpan.FromSeconds(20), default)).Kind);
        Assert.Equal("standing-unknown", (await standings.RequireOperatorAsync(People.Operator, default))?.Code);

        entra.Answer(People.Operator, StandingKind.RoleLost, "No role.");
        Assert.Equal("role-lost", (await standings.RequireOperatorAsync(People.Operator, default))?.Code);
    }

    [Theory]
    [InlineData("3A2C62DB-5318-420d-8d74-23affee5d9d5", AccessLevel.Operator)]
    [InlineData("aaaaaaaa-0000-0000-0000-000000000001", AccessLevel.Operator)]
    [InlineData("aaaaaaaa-0000-0000-0000-000000000002", AccessLevel.Auditor)]
    [InlineData("b79fbf4d-3ef9-4689-8143-76b194e85509", AccessLevel.None)]
    public void LevelOf_ByConfiguration(string role, AccessLevel level)
    {
        var access = new AccessOptions { AdditionalRoles = ["aaaaaaaa-0000-0000-0000-000000000001"], AuditorRoles = ["aaaaaaaa-0000-0000-0000-000000000002"] };
        Assert.Equal(level, access.LevelOf([role]));
    }

    private Task<List<string>> TypesAsync() => _file.Console.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync());
}
