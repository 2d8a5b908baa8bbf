using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AutopilotReset.Faults.Runs;

/// <summary>R22, its other half: a database of the first version, with open requests in it, is opened by this one. They are sent, once.</summary>
internal static class Upgrade
{
    private const string FirstVersion = "20261123045700_AuditTriggers";

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var devices = size switch { Size.Test => 10, Size.Quick => 40, _ => 400 };
        await using var rehearsal = await Rehearsal.BeginAsync(devices);
        var review = await rehearsal.ReviewAsync(devices);
        rehearsal.BlockReads();
        await rehearsal.ConfirmAsync(review);
        await rehearsal.StopAsync();
        var old = rehearsal.NewFile();
        await ToFirstVersionAsync(rehearsal.DatabaseFile, old);
        rehearsal.Restore(old);
        rehearsal.Tenant.Faults.Clear();

        await rehearsal.StartAsync();
        List<string> broken = await rehearsal.DrainAsync(TimeSpan.FromHours(1)) ? [] : ["The open requests of the old database were not sent in an hour."];
        if (rehearsal.Tenant.Orders.All.Count != devices || await rehearsal.CountAsync(DeviceState.Unknown) > 0)
            broken.Add($"{rehearsal.Tenant.Orders.All.Count} of {devices} were accepted.");
        return FaultReport.Of("R22-upgrade", "a database of the first version with open requests, opened by this one", 1, await rehearsal.JudgeAsync(), broken, ("devices", devices));
    }

    /// <summary>The rows of a database of now in the schema of the first version: what that one did not know is left out.</summary>
    private static async Task ToFirstVersionAsync(string file, string old)
    {
        await using (var db = new Engine.Data.Sqlite.SqliteConsoleDbContext(new DbContextOptionsBuilder<Engine.Data.Sqlite.SqliteConsoleDbContext>().UseSqlite($"Data Source={old};Pooling=False").Options))
            await db.GetService<IMigrator>().MigrateAsync(FirstVersion);
        await using (var connection = new SqliteConnection($"Data Source={old};Pooling=False"))
        {
            await connection.OpenAsync();
            await ExecuteAsync(connection, $"PRAGMA foreign_keys=OFF; ATTACH '{file}' AS now;");
            foreach (var table in await ListAsync(connection, "SELECT name FROM main.sqlite_master WHERE type='table' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"))
            {
                var columns = (await ListAsync(connection, $"SELECT name FROM pragma_table_info('{table}', 'main')"))
                    .Intersect(await ListAsync(connection, $"SELECT name FROM pragma_table_info('{table}', 'now')")).Select(c => $"\"{c}\"").ToList();

                // What it had to have and this one has elsewhere: lists, empty here.
                var emptied = (await ListAsync(connection, $"SELECT name FROM pragma_table_info('{table}', 'main') WHERE \"notnull\" = 1 AND dflt_value IS NULL"))
                    .Select(c => $"\"{c}\"").Except(columns).ToList();
                if (columns.Count > 0)
                    await ExecuteAsync(connection, $"INSERT INTO main.\"{table}\" ({string.Join(',', columns.Concat(emptied))}) SELECT {string.Join(',', columns.Concat(emptied.Select(_ => "'[]'")))} FROM now.\"{table}\" ORDER BY rowid;");
            }
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> ListAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }
}
