using System.Security.Cryptography;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Identity.TokenCache;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Engine.Tests.Tracking;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Identity;

public sealed class TokenLoansTests : IDisposable
{
    private static readonly Account Ada = People.Operator.Account();
    private static readonly Account Bo = People.Auditor.Account();
    private readonly TestDatabase _file = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly ProtectedCache _cache;
    private readonly TokenLoans _loans;

    public TokenLoansTests()
    {
        _cache = new ProtectedCache(new DatabaseTokenCache(_file.Console, _time), new EphemeralDataProtectionProvider(), NullLogger<ProtectedCache>.Instance);
        _loans = new TokenLoans(_file.Console, _cache, _time);
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Lend_AnotherPersonTakesOver_ReplacesTheFirst()
    {
        var batch = Guid.CreateVersion7(_time.GetUtcNow());
        await SignInAsync(Ada);
        await SignInAsync(Bo);

        await _loans.LendAsync(Ada, batch, default);
        await _loans.LendAsync(Bo, batch, default);

        Assert.Equal([TokenPartition.KeyOf(batch, Bo.CacheKey)], (await KeysAsync()).Where(k => k.StartsWith("loan:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lend_NobodySignedIn_AsksForSignIn() =>
        await Assert.ThrowsAsync<SignInNeededException>(() => _loans.LendAsync(Ada, Guid.Empty, default));

    [Fact]
    public async Task Sweep_KeepsWhatABatchStillNeeds()
    {
        await SignInAsync(Ada);
        var (running, armed, finished, never) = (await BatchAsync(BatchState.Running), await BatchAsync(BatchState.Finished, armed: true), await BatchAsync(BatchState.Finished), Guid.CreateVersion7(_time.GetUtcNow()));
        foreach (var batch in new[] { running, armed, finished, never })
            await _loans.LendAsync(Ada, batch, default);

        Assert.Equal(0, await _loans.SweepAsync(default));
        _time.Advance(TokenLoans.Grace + TimeSpan.FromMinutes(1));
        Assert.Equal(2, await _loans.SweepAsync(default));

        Assert.Equal(new[] { Ada.CacheKey, TokenPartition.KeyOf(running, Ada.CacheKey), TokenPartition.KeyOf(armed, Ada.CacheKey) }.Order(StringComparer.Ordinal), (await KeysAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cache_Unused_ExpiresAndIsSwept_Used_Lives()
    {
        await SignInAsync(Ada);
        await SignInAsync(Bo);
        for (var day = 0; day < 40; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Assert.NotNull(await _cache.GetAsync(Ada.CacheKey));
        }

        Assert.Null(await _cache.GetAsync(Bo.CacheKey));
        Assert.Equal(1, await _loans.SweepAsync(default));
    }

    [Fact]
    public async Task Cache_ReadOften_IsNotWritten()
    {
        await SignInAsync(Ada);
        var written = await _file.Console.ReadAsync(db => db.Set<TokenCacheRow>().Select(r => r.ExpiresAt).SingleAsync());
        _time.Advance(TimeSpan.FromHours(1));
        await _cache.GetAsync(Ada.CacheKey);
        Assert.Equal(written, await _file.Console.ReadAsync(db => db.Set<TokenCacheRow>().Select(r => r.ExpiresAt).SingleAsync()));
    }

    [Fact]
    public async Task Cache_PlainTextRow_IsRefusedAndDeleted()
    {
        await _file.Console.WriteAsync(db =>
        {
            db.Add(new TokenCacheRow { Key = Ada.CacheKey, Value = "{\"plain\":1}"u8.ToArray(), WrittenAt = _time.GetUtcNow(), ExpiresAt = _time.GetUtcNow().AddDays(1) });
            return Task.CompletedTask;
        }, default);

        Assert.Null(await _cache.GetAsync(Ada.CacheKey));
        Assert.Empty(await KeysAsync());
    }

    /// <summary>The framework says "cannot decrypt" for keys that it could not read just now, too; a session is not worth less for it.</summary>
    [Fact]
    public async Task Cache_KeysUnreadableJustNow_IsAFaultAndDeletesNothing()
    {
        await SignInAsync(Ada);
        var broken = new ProtectedCache(new DatabaseTokenCache(_file.Console, _time), new KeysAway(), NullLogger<ProtectedCache>.Instance);

        await Assert.ThrowsAsync<CryptographicException>(() => broken.GetAsync(Ada.CacheKey));

        Assert.Equal([Ada.CacheKey], await KeysAsync());
        Assert.NotNull(await _cache.GetAsync(Ada.CacheKey));
    }

    [Fact]
    public async Task StoredTokens_OfOneFlow_AreThoseItWrote()
    {
        using (var watch = StoredTokens.Watch())
        {
            await Task.Run(() => SignInAsync(Ada));
            Assert.Equal([Ada.CacheKey], watch.Keys);
        }

        using var later = StoredTokens.Watch();
        Assert.Empty(later.Keys);
    }

    [Fact]
    public async Task Partition_NestedAndConcurrent_NeverLeaks()
    {
        var (one, two) = (Guid.CreateVersion7(_time.GetUtcNow()), Guid.CreateVersion7(_time.GetUtcNow()));
        using (TokenPartition.Use(one))
        {
            await Task.Run(() => Assert.Equal(TokenPartition.KeyOf(one, "a"), TokenPartition.KeyOf("a")));
            using (TokenPartition.Use(two))
                Assert.Equal(TokenPartition.KeyOf(two, "a"), TokenPartition.KeyOf("a"));
            using (TokenPartition.Use(null))
                Assert.Equal("a", TokenPartition.KeyOf("a"));
            Assert.Equal(TokenPartition.KeyOf(one, "a"), TokenPartition.KeyOf("a"));
        }

        Assert.Equal("a", TokenPartition.KeyOf("a"));
    }

    private Task SignInAsync(Account account) =>
        _cache.SetAsync(account.CacheKey, "tokens"u8.ToArray(), new DistributedCacheEntryOptions { SlidingExpiration = TokenLoans.Life });

    private Task<List<string>> KeysAsync() => _file.Console.ReadAsync(db => db.Set<TokenCacheRow>().Select(r => r.Key).ToListAsync());

    private async Task<Guid> BatchAsync(BatchState state, bool armed = false)
    {
        var now = _time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await _file.Console.WriteAsync(db =>
        {
            db.Add(new Batch
            {
                Id = id,
                Tenant = TestDatabase.Tenant,
                Kind = OrderKind.AutopilotReset,
                ReviewId = Guid.CreateVersion7(now),
                FrozenHash = "x",
                NextUser = NextUser.Pool,
                Justification = "test",
                ConfirmedAt = now,
                ConfirmedBy = Ada,
                State = state,
                StandsSince = now,
                SendsAs = Ada,
            });
            return Task.CompletedTask;
        }, default);
        if (armed)
        {
            await _file.Console.WriteAsync(db =>
            {
                var request = OrderRows.Request(Guid.CreateVersion7(now), id, OrderKind.AutopilotReset, DeviceState.Completed, new Holders([], []), false, now);
                (request.OpenManagedDeviceId, request.OpenEntraDeviceId) = (null, null);
                db.Add(request);
                return Task.CompletedTask;
            }, default);
        }

        return id;
    }

    private sealed class KeysAway : IDataProtectionProvider, IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => this;

        public byte[] Protect(byte[] plaintext) => throw new NotSupportedException();

        public byte[] Unprotect(byte[] protectedData) => throw new CryptographicException("The payload cannot be decrypted.", new InvalidOperationException("The database does not answer."));
    }
}
