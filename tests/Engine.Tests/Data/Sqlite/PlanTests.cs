using System.Text.RegularExpressions;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Tests.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

public sealed partial class PlanTests : IDisposable
{
    private readonly SyncBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Issue 2: no full scan per keystroke. A search steps into the trigrams' key, a row into the parts' key; nothing else is asked of the tables.</summary>
    [Fact]
    public void Plan_OfAKeystrokeAndOfARow_StepsIntoAKey()
    {
        Assert.All(Plan(GramSearch.Sql(1, 0, GramBuilder.Of("desktop-17"u8))), step => Assert.Equal("SEARCH InventoryGrams USING INTEGER PRIMARY KEY (rowid=?)", step));
        Assert.All(Plan(PartReader.Sql), step => Assert.Equal("SEARCH InventoryParts USING INTEGER PRIMARY KEY (rowid<?)", step));
    }

    /// <summary>Every send asks for other orders of its device: that may not grow with the batch.</summary>
    [Fact]
    public void Plan_OfOtherOrdersOfADevice_StepsIntoAnIndexOfItsIds()
    {
        using var db = _bench.Database.Open();

        var plans = new[] { EligibilityContexts.OfManagedDevice.Compile()(db, "m-1"), EligibilityContexts.OfEntraDevice.Compile()(db, "e-1") }.Select(q => Plan(q.ToQueryString())).ToList();

        Assert.Equal(
            ["SEARCH r USING INDEX IX_Requests_ManagedDeviceId (ManagedDeviceId=?)", "SEARCH r USING INDEX IX_Requests_EntraDeviceId (EntraDeviceId=?)"],
            plans.Select(p => Assert.Single(p)));
    }

    /// <summary>Asked every 15 s also where no tenant ever wants an approval: it may not walk over what is planned.</summary>
    [Fact]
    public void Plan_OfWhatWaitsForIntunesApproval_StepsIntoTheIndexThatHoldsNothingElse()
    {
        using var db = _bench.Database.Open();

        Assert.All(
            Plan(TenantApprovals.Followed(db, "t").ToQueryString()),
            step => Assert.StartsWith("SEARCH r USING INDEX IX_Requests_Tenant_TenantApproval (Tenant=?", step, StringComparison.Ordinal));
    }

    [GeneratedRegex("@[A-Za-z_0-9]+")]
    private static partial Regex Parameters();

    private List<string> Plan(string sql)
    {
        using var db = _bench.Database.Open();
        db.Database.OpenConnection();
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + string.Join('\n', sql.Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        foreach (var name in Parameters().Matches(command.CommandText).Select(m => m.Value).Distinct(StringComparer.Ordinal))
            command.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter(name, 1));
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        Assert.NotEmpty(steps);
        return steps;
    }
}
