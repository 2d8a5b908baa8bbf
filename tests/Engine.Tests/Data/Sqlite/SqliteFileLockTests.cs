using AutopilotReset.Engine.Data.Sqlite;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

public sealed class SqliteFileLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-lock-").FullName;

    private string Connection => $"Data Source={Path.Combine(_folder, "console.db")}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Take_HeldByAnother_IsRefusedInOneLine()
    {
        using var first = new SqliteFileLock();
        first.Take(Connection);
        using var second = new SqliteFileLock();

        var refused = Assert.Throws<InvalidOperationException>(() => second.Take(Connection)).Message;

        Assert.StartsWith("ConnectionStrings:Console: another process", refused, StringComparison.Ordinal);
        Assert.Contains("Postgres", refused, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused);
    }

    [Fact]
    public void Take_AfterTheOtherEnded_Works()
    {
        using (var first = new SqliteFileLock())
            first.Take(Connection);
        using var second = new SqliteFileLock();

        second.Take(Connection);

        Assert.True(File.Exists(SqliteFileLock.PathOf(Connection)));
    }
}
