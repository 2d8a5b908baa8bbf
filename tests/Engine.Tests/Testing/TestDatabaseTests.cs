using System.Data.Common;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Testing;

public class TestDatabaseTests
{
    [Fact]
    public async Task Write_WhatWasAudited_IsReadBackAndCannotBeDeleted()
    {
        using var file = new TestDatabase(AuditSchema.Sqlite);

        await file.Console.WriteAsync(
            db => AuditChain.AppendAsync(db, TestDatabase.Tenant, DateTimeOffset.UnixEpoch, [new AuditDraft("test.entry", null, "One.")], CancellationToken.None),
            CancellationToken.None);

        Assert.Equal(1, await file.Console.ReadAsync(db => db.AuditEntries.CountAsync()));
        Assert.ThrowsAny<DbException>(() => file.Execute("DELETE FROM AuditEntries"));
    }
}
