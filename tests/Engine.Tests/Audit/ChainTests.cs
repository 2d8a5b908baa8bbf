using System.Data.Common;
using System.Text;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Audit;

public sealed class ChainTests : IDisposable
{
    private readonly ChainRig _rig = new(entries: 6);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Verify_UntouchedChain_VerifiesAndIsAudited()
    {
        var report = await _rig.VerifyAsync();

        Assert.Equal((6, null, null), (report.Entries, report.FirstBadSeq, report.Problem));
        var audited = await _rig.File.Console.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Seq).LastAsync());
        Assert.Equal((7, AuditEvents.AuditVerified), (audited.Seq, audited.Type));
        Assert.Equal(7, (await _rig.VerifyAsync()).Entries);
    }

    [Fact]
    public async Task Verify_EmptyChain_Verifies()
    {
        using var empty = new ChainRig();

        Assert.Equal((0, null), ((await empty.VerifyAsync()).Entries, (await empty.VerifyAsync()).Problem));
    }

    [Fact]
    public async Task Verify_AfterReopening_GivesTheSameHead()
    {
        var head = (await _rig.VerifyAsync()).HeadHash;
        _rig.File.CloseConnections();

        using var reopened = _rig.File.Reopen();
        var report = await _rig.TrailOver(reopened).VerifyAsync(People.Auditor, null, default);

        Assert.Equal((7, null), (report.Entries, report.FirstBadSeq));
        Assert.NotEqual(head, report.HeadHash);
        Assert.Equal(head, Convert.ToHexStringLower((await _rig.File.Console.ReadAsync(db => db.AuditEntries.SingleAsync(e => e.Seq == 6))).Hash));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Bytes = CAST(replace(CAST(Bytes AS TEXT), 'Entry 3.', 'Entry 8.') AS BLOB) WHERE Seq = 3", 3, "hash")]
    [InlineData("UPDATE AuditEntries SET Hash = zeroblob(32) WHERE Seq = 3", 3, "hash")]
    [InlineData("DELETE FROM AuditEntries WHERE Seq = 3", 3, "missing; the next one found is 4")]
    [InlineData("DELETE FROM AuditEntries WHERE Seq = 1", 1, "missing")]
    [InlineData("DELETE FROM AuditEntries WHERE Seq > 4", 5, "all up to 6")]
    [InlineData("DELETE FROM AuditEntries WHERE Seq = 6", 6, "missing; the head names it as the last")]
    [InlineData("DELETE FROM AuditEntries", 1, "missing")]
    [InlineData("UPDATE AuditEntries SET Seq = CASE Seq WHEN 2 THEN -3 ELSE -2 END WHERE Seq IN (2, 3); UPDATE AuditEntries SET Seq = -Seq WHERE Seq < 0", 2, "hash")]
    [InlineData("UPDATE AuditEntries SET Text = 'Nothing happened.' WHERE Seq = 4", 4, "column Text")]
    [InlineData("UPDATE AuditEntries SET Type = 'test.other' WHERE Seq = 4", 4, "column Type")]
    [InlineData("UPDATE AuditEntries SET At = At + 10000 WHERE Seq = 4", 4, "column At")]
    [InlineData("UPDATE AuditEntries SET At = At + 1 WHERE Seq = 4", 4, "column At")]
    [InlineData("UPDATE AuditEntries SET ActorId = 'otto-oid' WHERE Seq = 4", 4, "column ActorId")]
    [InlineData("UPDATE AuditEntries SET ActorName = 'otto' WHERE Seq = 4", 4, "column ActorName")]
    [InlineData("UPDATE AuditEntries SET BatchId = NULL WHERE Seq = 4", 4, "column BatchId")]
    [InlineData("UPDATE AuditEntries SET RequestId = BatchId WHERE Seq = 4", 4, "column RequestId")]
    [InlineData("UPDATE AuditEntries SET ManagedDeviceId = NULL WHERE Seq = 4", 4, "column ManagedDeviceId")]
    [InlineData("UPDATE AuditEntries SET EntraDeviceId = 'x' WHERE Seq = 4", 4, "column EntraDeviceId")]
    [InlineData("UPDATE AuditEntries SET DeviceName = 'PC-9' WHERE Seq = 4", 4, "column DeviceName")]
    [InlineData("UPDATE AuditEntries SET Tenant = 'other' WHERE Seq = 4", 4, "missing")]
    [InlineData("UPDATE AuditHeads SET Hash = zeroblob(32)", 6, "head's hash")]
    [InlineData("UPDATE AuditHeads SET Seq = 9", 7, "all up to 9")]
    [InlineData("UPDATE AuditHeads SET Seq = 5, Hash = (SELECT Hash FROM AuditEntries WHERE Seq = 5)", 6, "behind the head")]
    [InlineData("DELETE FROM AuditHeads", 1, "behind the head")]
    [InlineData("INSERT INTO AuditEntries (Tenant, Seq, ActorId, ActorName, At, BatchId, Bytes, DeviceName, EntraDeviceId, Hash, ManagedDeviceId, RequestId, Text, Type) SELECT Tenant, 0, ActorId, ActorName, At, BatchId, Bytes, DeviceName, EntraDeviceId, Hash, ManagedDeviceId, RequestId, Text, Type FROM AuditEntries WHERE Seq = 1", 0, "before the first")]
    public async Task Verify_AfterTampering_NamesTheFirstBadEntryAndWhatIsWrong(string sql, long bad, string problem)
    {
        _rig.Tamper(sql);

        var report = await new ChainVerifier(_rig.File.Console, TestDatabase.Identity, _rig.Time).VerifyAsync(null, default);

        Assert.Equal(bad, report.FirstBadSeq);
        Assert.Contains(problem, report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_BytesAndHashForgedConsistently_IsFoundAtTheNextEntry()
    {
        var entries = await _rig.File.Console.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Seq).ToListAsync());
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entries[2].Bytes).Replace("Entry 3.", "Nothing.", StringComparison.Ordinal));
        _rig.Tamper($"UPDATE AuditEntries SET Text = 'Nothing.', Bytes = x'{Convert.ToHexString(forged)}', Hash = x'{Convert.ToHexString(AuditChain.Link(entries[1].Hash, forged))}' WHERE Seq = 3");

        Assert.Equal(4, (await _rig.VerifyAsync()).FirstBadSeq);
    }

    [Fact]
    public async Task Verify_Bad_IsAuditedAsBad()
    {
        _rig.Tamper("UPDATE AuditEntries SET Text = 'Nothing happened.' WHERE Seq = 4");

        await _rig.VerifyAsync();

        Assert.Contains("does NOT verify. Entry 4", (await _rig.File.Console.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Seq).LastAsync())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Progress_CountsToTheEnd()
    {
        await _rig.AppendAsync(Enumerable.Range(7, 1_500).Select(ChainRig.Draft));
        var seen = new List<int>();

        await _rig.Trail.VerifyAsync(People.Auditor, new Immediate(seen), default);

        Assert.Equal([500, 1_000, 1_500, 1_506], seen);
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Text = 'Nothing.' WHERE Seq = 1")]
    [InlineData("DELETE FROM AuditEntries WHERE Seq = 6")]
    [InlineData("INSERT INTO AuditEntries (Tenant, Seq, ActorId, ActorName, At, BatchId, Bytes, DeviceName, EntraDeviceId, Hash, ManagedDeviceId, RequestId, Text, Type) SELECT Tenant, 3, ActorId, ActorName, At, BatchId, Bytes, DeviceName, EntraDeviceId, Hash, ManagedDeviceId, RequestId, Text, Type FROM AuditEntries WHERE Seq = 6")]
    public async Task Triggers_ChangeOfAnEntry_IsRefusedByTheDatabase(string sql)
    {
        Assert.Contains("append-only", Assert.ThrowsAny<DbException>(() => _rig.File.Execute(sql)).Message, StringComparison.Ordinal);
        Assert.Null((await _rig.VerifyAsync()).Problem);
    }

    [Fact]
    public async Task TriggerCheck_AsInstalled_Passes() => await RequireAsync();

    [Fact]
    public async Task TriggerCheck_OneRemoved_FailsNamingIt()
    {
        Assert.NotEmpty(_rig.Triggers);
        foreach (var trigger in _rig.Triggers)
        {
            using var rig = new ChainRig();
            rig.File.DropAuditTrigger(trigger.Name);
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RequireAsync(rig));
            Assert.Contains(trigger.Name, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TriggerCheck_OneReplacedByAToothlessOne_FailsNamingIt()
    {
        _rig.File.DropAuditTrigger("AuditEntries_NoDelete");
        _rig.File.MakeToothlessTrigger("AuditEntries_NoDelete");

        Assert.Contains("AuditEntries_NoDelete", (await Assert.ThrowsAsync<InvalidOperationException>(() => RequireAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_FromManyAtOnce_LeavesNoGap()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => _rig.AppendAsync(ChainRig.Draft(i), ChainRig.Draft(i)))));

        var report = await _rig.VerifyAsync();
        Assert.Equal((86, null), (report.Entries, report.Problem));
    }

    [Fact]
    public async Task Append_FromTwoDoorsAtOnce_LeavesNoGap()
    {
        using var other = _rig.File.Reopen();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? other : _rig.File.Console).WriteAsync(db => AuditChain.AppendAsync(db, TestDatabase.Tenant, _rig.Time.GetUtcNow(), [ChainRig.Draft(i)], default), default))));

        Assert.Equal((26, null), ((await new ChainVerifier(other, TestDatabase.Identity, _rig.Time).VerifyAsync(null, default)) is var r ? (r.Entries, r.Problem) : default));
    }

    [Fact]
    public async Task Append_InARolledBackTransaction_LeavesNoTrace()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _rig.File.Console.WriteAsync(async db =>
        {
            await AuditChain.AppendAsync(db, TestDatabase.Tenant, _rig.Time.GetUtcNow(), [ChainRig.Draft(7)], default);
            await db.SaveChangesAsync();
            throw new InvalidOperationException("The change itself failed.");
        }, default));

        Assert.Equal((6, null), ((await _rig.VerifyAsync()) is var r ? (r.Entries, r.Problem) : default));
    }

    [Fact]
    public void Canonical_GoldenBytes_NeverChange()
    {
        var draft = new AuditDraft("request.planned", People.Operator.Account() with { Name = "Jürgen \"J\" <b>" }, "Line one\nline two.", new Dictionary<string, string?>
        {
            ["zeta"] = "last",
            ["alpha"] = null,
            ["Beta"] = "ordinal: capitals first",
        })
        {
            BatchId = Guid.Parse("019ebb0f-4280-7b88-b78a-30d19aa218cf"),
            DeviceName = "PC\u202E1",
        };

        var bytes = AuditChain.Canonical(draft, TestDatabase.Tenant, 42, new DateTimeOffset(2026, 6, 12, 11, 0, 0, 7, TimeSpan.FromHours(2)));

        Assert.Equal(
            """{"schemaVersion":1,"seq":42,"tenant":"11111111-1111-1111-1111-111111111111","at":"2026-06-12T09:00:00.007Z","type":"request.pla"""
            + """nned","actor":{"oid":"olga-oid","tid":"11111111-1111-1111-1111-111111111111","name":"J\u00FCrgen \u0022J\u0022 \u003Cb\u003E","upn":"olga@contoso.exa"""
            + """mple"},"subject":{"batchId":"019ebb0f-4280-7b88-b78a-30d19aa218cf","requestId":null,"managedDeviceId":null,"entraDeviceId":null,"deviceName":"PC\u202E1","serial":nu"""
            + """ll},"text":"Line one\nline two.","payload":{"Beta":"ordinal: capitals first","alpha":null,"zeta":"last"}}""",
            Encoding.UTF8.GetString(bytes));
        Assert.Equal("93D7BA07", Convert.ToHexString(AuditChain.Link(AuditChain.Genesis, bytes))[..8]);
    }

    private Task RequireAsync(ChainRig? rig = null) => (rig ?? _rig).File.Console.ReadAsync(async db =>
    {
        await TriggerCheck.RequireAsync(db, default);
        return true;
    });

    private sealed class Immediate(List<int> seen) : IProgress<int>
    {
        public void Report(int value) => seen.Add(value);
    }
}
