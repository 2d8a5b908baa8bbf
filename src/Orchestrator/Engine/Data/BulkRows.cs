using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AutopilotReset.Engine.Data;

/// <summary>Inserts tens of thousands of rows in one transaction: prepared statements of many rows each, and nothing that is tracked.</summary>
internal static class BulkRows
{
    /// <summary>Rows in one statement. A round trip is what costs with PostgreSQL; SQLite looks each value's name up among all of the statement's, one after the other.</summary>
    private static int AtOnce(ConsoleDbContext db) => db.Database.IsSqlite() ? 8 : 100;

    /// <param name="db">With an open transaction.</param>
    /// <param name="table">Our own constant.</param>
    /// <param name="columns">Our own constants.</param>
    /// <param name="rows">A value for each column: numbers, texts, ids, bytes, or <c>null</c> for a text.</param>
    public static void Insert(ConsoleDbContext db, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        DbCommand? whole = null;
        var atOnce = AtOnce(db);
        try
        {
            foreach (var slice in rows.Chunk(atOnce))
            {
                if (slice.Length == atOnce)
                {
                    Run(whole ??= CommandOf(db, table, columns, atOnce), slice);
                }
                else
                {
                    using var rest = CommandOf(db, table, columns, slice.Length);
                    Run(rest, slice);
                }
            }
        }
        finally
        {
            whole?.Dispose();
        }
    }

    private static void Run(DbCommand command, object?[][] rows)
    {
        var next = 0;
        foreach (var row in rows)
        {
            foreach (var value in row)
                command.Parameters[next++].Value = value ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    private static DbCommand CommandOf(ConsoleDbContext db, string table, IReadOnlyList<string> columns, int rows)
    {
        var sql = new StringBuilder().Append(CultureInfo.InvariantCulture, $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ");
        var command = db.Database.GetDbConnection().CreateCommand();
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Count; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{(row * columns.Count) + column}");
                command.Parameters.Add(parameter);
                sql.Append(column == 0 ? "" : ", ").Append(parameter.ParameterName);
            }

            sql.Append(')');
        }

        command.CommandText = sql.ToString();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
}
