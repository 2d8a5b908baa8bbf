using System.Net;
using Microsoft.Data.Sqlite;

namespace AutopilotReset.Web.Tests.Operations;

/// <summary>The loop that sends waits for a database that another program holds. Half a minute of the database's own patience, so beside the other tests and not among them.</summary>
public sealed class HangingLoopTests : HealthTest
{
    [Fact]
    public async Task Ready_SendingLoopHangsOnTheDatabase_IsNotAndComesBack()
    {
        await AssertReadyAsync();
        using (var other = new SqliteConnection($"Data Source={Console.Database};Pooling=False"))
        {
            // The real loop waits for the real lock while the clock moves on.
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            Console.Clock.Advance(TimeSpan.FromSeconds(6));
            Console.Clock.Advance(TimeSpan.FromMinutes(13));
            var (status, checks) = await ReadyAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.NotEqual("ok", checks["Database"]);
        }

        await UntilAsync(async () => (await ReadyAsync()).Status == HttpStatusCode.OK);
    }
}
