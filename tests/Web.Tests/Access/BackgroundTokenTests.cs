using System.Buffers.Text;
using System.Text.Json.Nodes;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Web.Access;
using AutopilotReset.Web.Access.Circuits;
using AutopilotReset.Web.Tests.Access.Testing;

namespace AutopilotReset.Web.Tests.Access;

/// <summary>Acting for an admin who is not there: the four traps of identity.md §0, and what else a long run meets.</summary>
public sealed class BackgroundTokenTests : IAsyncLifetime
{
    private static readonly Guid Batch = new("0199aaaa-0000-7000-8000-000000000001");
    private TestConsole _console = null!;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.StartAsync();

        // Below MSAL's five minutes: every token is fetched anew, so that a cached one proves nothing.
        _console.Tenant.Entra.AccessTokenSeconds = 200;
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Trap1_SignOut_LeavesTheRunningBatchItsLoan()
    {
        using var browser = await SignedInAsync("ada");
        var ada = _console.AccountOf("ada");
        await _console.Entra.LendAsync(ada, Batch, CancellationToken.None);

        await browser.SignOutAsync();

        Assert.Equal("Ada Lindgren", NameIn(await TokenAsync(ada, Batch)));
        Assert.Equal(StandingKind.Confirmed, (await _console.Entra.AskStandingAsync(ada, Batch, CancellationToken.None)).Kind);
        await Assert.ThrowsAsync<SignInNeededException>(() => TokenAsync(ada, loan: null));
        Assert.Equal(1, _console.Count("TokenCache", "Key LIKE 'loan:%'"));

        await _console.Entra.ReturnLoanAsync(Batch, CancellationToken.None);
        Assert.Equal(0, _console.Count("TokenCache"));
        await Assert.ThrowsAsync<SignInNeededException>(() => TokenAsync(ada, Batch));
    }

    [Fact]
    public async Task Trap2_ManyAtOnceForTwoPeople_EachGetsTheirOwnToken()
    {
        using var first = await SignedInAsync("ada");
        using var second = await SignedInAsync("gus");
        var people = new[] { _console.AccountOf("ada"), _console.AccountOf("gus") };

        var names = await Task.WhenAll(Enumerable.Range(0, 80).Select(async i => (Wanted: people[i % 2].Name, Got: NameIn(await TokenAsync(people[i % 2], loan: null)))));

        Assert.All(names, n => Assert.Equal(n.Wanted, n.Got));
    }

    [Fact]
    public async Task Trap3_KeysLost_CostsASignInAndNothingElse()
    {
        using (await SignedInAsync("ada"))
        {
            // Signed in before the loss.
        }

        _console.LoseKeyFile();
        _console = await _console.RestartAsync();

        await Assert.ThrowsAsync<SignInNeededException>(() => TokenAsync(_console.AccountOf("ada"), loan: null));
        using var browser = await SignedInAsync("ada");
        Assert.True(await browser.IsInsideAsync());
        Assert.Equal("Ada Lindgren", NameIn(await TokenAsync(_console.AccountOf("ada"), loan: null)));
    }

    [Fact]
    public async Task Trap4_RoleLost_ClosesPagesAndCookies()
    {
        using var browser = await SignedInAsync("ada");
        var person = PrincipalOf("ada");
        var ends = _console.Services.GetRequiredService<SessionEnds>();
        var exit = OpenPage("ada");
        Assert.Null(await ends.CheckAsync(person, CancellationToken.None));

        _console.Tenant.Personas["ada"].Roles.Clear();
        _console.Clock.Advance(SessionEnds.Interval);
        var end = await ends.CheckAsync(person, CancellationToken.None);

        Assert.Equal("RoleLost", end?.Why);
        Assert.True(exit.Left);
        Assert.False(await browser.IsInsideAsync());
        Assert.Equal(1, _console.Count("AuditEntries", "Type = 'access.role-lost'"));
        await browser.SignInAsync("ada");
        Assert.Equal("/denied?why=NoRole", browser.Here.PathAndQuery);
    }

    [Fact]
    public async Task Restart_BeforeAnySignIn_GoesOn()
    {
        using (await SignedInAsync("gus"))
        {
            await _console.Entra.LendAsync(_console.AccountOf("gus"), Batch, CancellationToken.None);
        }

        _console = await _console.RestartAsync();

        Assert.Equal("Gus Fremont", NameIn(await TokenAsync(_console.AccountOf("gus"), Batch)));
        Assert.Equal("Gus Fremont", NameIn(await TokenAsync(_console.AccountOf("gus"), loan: null)));
    }

    [Fact]
    public async Task Application_ReadsWithItsOwnPermissions()
    {
        var token = await _console.Entra.TokenForApplicationAsync(null, CancellationToken.None);
        Assert.Equal("app", (string?)Claims(token)["idtyp"]);
    }

    [Fact]
    public async Task Revoked_MeansSignInAgain()
    {
        using var browser = await SignedInAsync("ada");
        _console.Tenant.Personas["ada"].RevokedAt = TimeProvider.System.GetUtcNow();

        await Assert.ThrowsAsync<SignInNeededException>(() => TokenAsync(_console.AccountOf("ada"), loan: null));
        Assert.Equal(StandingKind.SignInNeeded, (await AskAsync("ada")).Kind);
    }

    [Fact]
    public async Task PolicyChanged_KeepsTheClaimsForTheSignIn()
    {
        using var browser = await SignedInAsync("ada");
        _console.Tenant.Personas["ada"].MfaRequired = true;

        var needed = await Assert.ThrowsAsync<SignInNeededException>(() => TokenAsync(_console.AccountOf("ada"), loan: null));
        var standing = await AskAsync("ada");

        Assert.Contains("practice-mfa", needed.Claims, StringComparison.Ordinal);
        Assert.Equal(StandingKind.SignInNeeded, standing.Kind);
        Assert.Equal(needed.Claims, standing.Claims);
    }

    [Fact]
    public async Task EntraDown_IsNotASignIn_AndPagesStay()
    {
        using var browser = await SignedInAsync("ada");
        _console.Tenant.Faults.Add(new Fault { Path = "*/oauth2/v2.0/token", Status = 503 });

        await Assert.ThrowsAsync<AuthorityUnreachableException>(() => TokenAsync(_console.AccountOf("ada"), loan: null));
        Assert.Equal(StandingKind.Unreachable, (await AskAsync("ada")).Kind);
        Assert.Null(await _console.Services.GetRequiredService<SessionEnds>().CheckAsync(PrincipalOf("ada"), CancellationToken.None));
        Assert.True(await browser.IsInsideAsync());
        var refused = await _console.Services.GetRequiredService<Standings>().RequireOperatorAsync(AdminClaims.ToAdmin(PrincipalOf("ada")), CancellationToken.None);
        Assert.Equal("standing-unknown", refused?.Code);
    }

    [Fact]
    public async Task RolesFromGraph_AnswerAClaimsChallengeOnce()
    {
        using var browser = await SignedInAsync("wendy");
        _console.Tenant.Personas["wendy"].ChallengedAt = TimeProvider.System.GetUtcNow();
        Assert.Equal(StandingKind.Confirmed, (await AskAsync("wendy")).Kind);

        _console.Tenant.Personas["wendy"].Roles.Clear();
        Assert.Equal(StandingKind.RoleLost, (await AskAsync("wendy")).Kind);

        _console.Tenant.Personas["wendy"].RolesReadable = false;
        Assert.Equal(StandingKind.Unreachable, (await AskAsync("wendy")).Kind);
    }

    [Fact]
    public async Task Stored_IsNeverPlainText()
    {
        using var browser = await SignedInAsync("ada");
        await _console.Entra.LendAsync(_console.AccountOf("ada"), Batch, CancellationToken.None);

        Assert.Equal(2, _console.Count("TokenCache"));
        Assert.Equal(0, _console.Count("TokenCache", "instr(Value, CAST('eyJ0eXAi' AS BLOB)) > 0 OR instr(Value, CAST('RefreshToken' AS BLOB)) > 0"));
        Assert.Equal(0, _console.Count("ProtectionKeys", "Xml LIKE '%<masterKey%'"));
        Assert.True(_console.Count("ProtectionKeys") > 0);
    }

    /// <summary>What a thief of the disk or of a backup without the key file finds: neither the refresh token's beginning nor anything that MSAL writes.</summary>
    [Fact]
    public async Task Stored_FilesOnDisk_HoldNoTokens()
    {
        using var browser = await SignedInAsync("ada");
        await _console.Entra.LendAsync(_console.AccountOf("ada"), Batch, CancellationToken.None);
        await TokenAsync(_console.AccountOf("ada"), Batch);
        await _console.Entra.TokenForApplicationAsync(null, CancellationToken.None);

        var files = Directory.GetFiles(Path.GetDirectoryName(_console.Database)!).Where(f => !f.EndsWith(".pem", StringComparison.Ordinal) && !f.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain("eyJ0eXAi", text, StringComparison.Ordinal);
            Assert.DoesNotContain("RefreshToken", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("refresh_token", text, StringComparison.OrdinalIgnoreCase);
        }

        var token = await TokenAsync(_console.AccountOf("ada"), loan: null);
        Assert.StartsWith("eyJ0eXAi", token, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stored_UnderAnotherPersonsKey_IsRefused()
    {
        using var first = await SignedInAsync("ada");
        using var second = await SignedInAsync("bo");
        var (ada, bo) = (_console.AccountOf("ada"), _console.AccountOf("bo"));

        _console.Scalar($"UPDATE TokenCache SET Value = (SELECT Value FROM TokenCache WHERE Key = '{ada.CacheKey}') WHERE Key = '{bo.CacheKey}'");

        await Assert.ThrowsAsync<SignInNeededException>(() => TokenAsync(bo, loan: null));
        Assert.Equal("Ada Lindgren", NameIn(await TokenAsync(ada, loan: null)));
    }

    [Fact]
    public async Task DatabaseFails_IsAFaultAndNotASignIn()
    {
        using var browser = await SignedInAsync("ada");
        _console.Scalar("ALTER TABLE TokenCache RENAME TO Gone");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => TokenAsync(_console.AccountOf("ada"), loan: null));

        Assert.IsNotType<SignInNeededException>(failure);
    }

    private async Task<Browser> SignedInAsync(string persona)
    {
        var browser = _console.OpenBrowser();
        await browser.SignInAsync(persona);
        Assert.True(await browser.IsInsideAsync());
        return browser;
    }

    private Task<string> TokenAsync(Account account, Guid? loan) => _console.Entra.TokenForAdminAsync(account, loan, GraphScopes.Send, null, CancellationToken.None);

    private Task<Standing> AskAsync(string persona) => _console.Entra.AskStandingAsync(_console.AccountOf(persona), null, CancellationToken.None);

    private System.Security.Claims.ClaimsPrincipal PrincipalOf(string persona)
    {
        var person = AdminClaims.Principal(_console.AccountOf(persona), AccessLevel.Operator, _console.Clock.GetUtcNow());
        AdminClaims.StateEnd(person, _console.Clock.GetUtcNow() + SessionRules.Idle);
        return person;
    }

    private CircuitExit OpenPage(string persona)
    {
        var exit = new CircuitExit();
        Assert.True(_console.Services.GetRequiredService<OpenCircuits>().TryAdd(exit, _console.AccountOf(persona).Id));
        return exit;
    }

    private static string? NameIn(string token) => (string?)Claims(token)["name"];

    private static JsonNode Claims(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;
}
