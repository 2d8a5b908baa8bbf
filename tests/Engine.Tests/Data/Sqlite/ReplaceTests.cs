using AutopilotReset.Engine.Tests.Audit;
using Microsoft.Data.Sqlite;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

public sealed class ReplaceTests : IDisposable
{
    private readonly ChainRig _rig = new(entries: 6);

    public void Dispose() => _rig.Dispose();

    /// <summary>SQLite's REPLACE deletes without firing a delete trigger.</summary>
    [Fact]
    public async Task Triggers_ReplaceOfAnEntry_IsRefusedByTheDatabase()
    {
        var refused = Assert.Throws<SqliteException>(() => _rig.File.Execute("REPLACE INTO AuditEntries SELECT * FROM AuditEntries WHERE Seq = 6"));

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.Null((await _rig.VerifyAsync()).Problem);
    }
}
