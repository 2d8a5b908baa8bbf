using Microsoft.Data.Sqlite;

namespace AutopilotReset.Web.Tests.Operations;

/// <summary>Another program holds the database. Half a minute of the database's own patience, so beside the other tests and not among them.</summary>
public sealed class LockedDatabaseTests : HealthTest
{
    [Fact]
    public async Task Ready_DatabaseLockedByAnother_IsNotAndComesBack()
    {
        using (var other = new SqliteConnection($"Data Source={Console.Database};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            await AssertAsync("Database", "");
        }

        await AssertReadyAsync();
    }
}
