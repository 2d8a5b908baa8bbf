using System.Data.Common;
using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>Prepared inserts inside the write transaction that is open. EF's change tracking would take ten times as long (limits.md).</summary>
internal sealed class DeviceWriter : IDisposable
{
    private readonly DbCommand _device;
    private readonly DbCommand _search;
    private readonly DbCommand _verdict;

    public DeviceWriter(ConsoleDbContext db)
    {
        _device = Prepare(db,
            """
            INSERT INTO InventoryDevices (Id, Run, "Key", Search, Serial, Model, Os, "User", CheckIn, EntraDeviceId, Record)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)
            """, 11);
        _search = Prepare(db, "INSERT INTO InventorySearch (rowid, Text) VALUES (@p0, @p1)", 2);
        _verdict = Prepare(db, "INSERT INTO InventoryVerdicts (Id, Run, Flags, ChangesAt, Related) VALUES (@p0, @p1, @p2, @p3, @p4)", 5);
    }

    /// <summary>The device and its entry in the search index.</summary>
    public void Device(long id, long run, in DeviceColumns columns, ReadOnlySpan<byte> record)
    {
        Run(_device, id, run, columns.Key, columns.Search, columns.Serial, columns.Model, columns.Os, columns.User, columns.CheckIn, columns.EntraDeviceId, record.ToArray());
        Run(_search, id, columns.Search);
    }

    public void Verdict(long id, long run, DeviceFlags flags, long? changesAt, byte[]? related) => Run(_verdict, id, run, flags.Value, changesAt, related);

    public void Dispose()
    {
        _device.Dispose();
        _search.Dispose();
        _verdict.Dispose();
    }

    private static DbCommand Prepare(ConsoleDbContext db, string sql, int parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Run(DbCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
