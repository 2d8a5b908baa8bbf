using AutopilotReset.Engine.Identity.Keys;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Data;

/// <summary>A copy of the database while the console runs, by SQLite's online backup: one moment of it, whole, and no writer waits long.</summary>
public static class Backup
{
    /// <summary>Word on the command line.</summary>
    public const string Command = "backup";

    /// <param name="configuration">The console's own.</param>
    /// <param name="file">Where to; must not exist yet.</param>
    /// <returns>What was done, and what else belongs to a backup.</returns>
    /// <exception cref="InvalidOperationException">It cannot be made; the message says why.</exception>
    public static string Make(IConfiguration configuration, string file)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var database = DatabaseOptions.Of(configuration);
        if (database.IsPostgres)
            throw new InvalidOperationException($"{DatabaseOptions.ProviderKey}: PostgreSQL has its own backup. Use pg_dump --format=custom, or a base backup with its log.");
        var from = new SqliteConnectionStringBuilder(database.Connection) { Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        if (!File.Exists(from.DataSource))
            throw new InvalidOperationException($"{DatabaseOptions.ConnectionKey}: there is no database at {Path.GetFullPath(from.DataSource)}.");
        var target = Path.GetFullPath(file);
        if (File.Exists(target))
            throw new InvalidOperationException($"{target} exists already; a backup never overwrites one.");

        // Under another name until it is whole: what bears the name of a backup is one.
        var unfinished = target + ".unfinished";
        File.Delete(unfinished);
        Copy(from.ConnectionString, unfinished);
        File.Move(unfinished, target);
        return $"{target} holds the database as of now. {KeyNote(configuration)}";
    }

    private static void Copy(string from, string to)
    {
        using (var source = new SqliteConnection(from))
        using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ConnectionString))
        {
            source.Open();
            copy.Open();
            source.BackupDatabase(copy);
            Run(copy, "PRAGMA journal_mode=DELETE");
            if (Run(copy, "PRAGMA integrity_check") is not "ok" and var damage)
                throw new InvalidOperationException($"The copy is damaged, and so may be the database: {damage}");
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    private static string KeyNote(IConfiguration configuration)
    {
        if (configuration["Keys:CertificatePath"] is { Length: > 0 } certificate)
            return $"Without the certificate {certificate} its sessions cannot be opened: keep it in another safe place.";
        return OperatingSystem.IsWindows()
            ? "Its sessions can be opened by this Windows account on this machine only."
            : $"Without the key file {KeyOptions.PathOf(configuration)} its sessions cannot be opened: copy that too, to another safe place.";
    }
}
