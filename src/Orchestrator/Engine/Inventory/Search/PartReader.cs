using System.Data.Common;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Finds records by list and number; a part that was read stays at hand, since neighbours are often asked for together.</summary>
internal sealed class PartReader : IDisposable
{
    public const string Sql = "SELECT \"Id\", \"Bytes\" FROM \"InventoryParts\" WHERE \"Id\" <= @id ORDER BY \"Id\" DESC LIMIT 1";

    private readonly DbCommand _command;
    private readonly DbParameter _id;
    private readonly long _run;
    private readonly Dictionary<RecordKind, (int First, List<byte[]> Records)> _last = [];

    public PartReader(ConsoleDbContext db, long run)
    {
        _run = run;
        db.Database.OpenConnection();
        _command = db.Database.GetDbConnection().CreateCommand();
        _command.CommandText = Sql;
        _id = _command.CreateParameter();
        _id.ParameterName = "@id";
        _command.Parameters.Add(_id);
    }

    /// <exception cref="InvalidDataException">The run holds no such record.</exception>
    public byte[] Record(RecordKind list, int number)
    {
        if (!_last.TryGetValue(list, out var part) || number < part.First || number >= part.First + part.Records.Count)
            _last[list] = part = Part(list, number);
        return number < part.First + part.Records.Count
            ? part.Records[number - part.First]
            : throw new InvalidDataException($"Record {number} of {list} is not stored; start a sync to read the inventory again.");
    }

    public void Dispose() => _command.Dispose();

    private (int First, List<byte[]> Records) Part(RecordKind list, int number)
    {
        _id.Value = InventoryPart.IdOf(_run, list, number);
        using var reader = _command.ExecuteReader();
        if (!reader.Read() || reader.GetInt64(0) is var id && id < InventoryPart.IdOf(_run, list, 0))
            throw new InvalidDataException($"Record {number} of {list} is not stored; start a sync to read the inventory again.");
        var records = new List<byte[]>(InventoryPart.Records);
        var entries = new RecordReader((byte[])reader.GetValue(1));
        while (entries.Next())
            records.Add(entries.Bytes.ToArray());
        return (InventoryPart.NumberOf(id), records);
    }
}
