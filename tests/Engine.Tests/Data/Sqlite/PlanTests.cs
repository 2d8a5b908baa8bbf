using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Tests.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

public sealed class PlanTests : IDisposable
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

    private List<string> Plan(string sql)
    {
        using var db = _bench.Database.Open();
        db.Database.OpenConnection();
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        if (sql.Contains("@id", StringComparison.Ordinal))
            command.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter("@id", 1));
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        Assert.NotEmpty(steps);
        return steps;
    }
}
