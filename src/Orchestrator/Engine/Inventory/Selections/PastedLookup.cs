using System.Data.Common;
using System.Globalization;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Devices;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>Exact look-ups of serials, names and ids in one run; each is one step into an index.</summary>
internal sealed class PastedLookup : IDisposable
{
    private readonly DbCommand _serial;
    private readonly DbCommand _name;
    private readonly DbCommand _id;

    public PastedLookup(ConsoleDbContext db, long run)
    {
        db.Database.OpenConnection();
        _serial = Command("SELECT Id FROM InventoryDevices WHERE Run = @run AND Serial = @a LIMIT 50", "@a");
        _name = Command("SELECT Id FROM InventoryDevices WHERE Run = @run AND Search >= @a AND Search < @b LIMIT 50", "@a", "@b");
        _id = Command(
            """
            SELECT Id FROM InventoryDevices WHERE Run = @run AND "Key" = @a
            UNION SELECT Id FROM InventoryDevices WHERE Run = @run AND EntraDeviceId = @b LIMIT 50
            """, "@a", "@b");

        DbCommand Command(string sql, params string[] names)
        {
            var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            foreach (var name in names.Prepend("@run"))
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = run;
                command.Parameters.Add(parameter);
            }

            return command;
        }
    }

    public IReadOnlyList<long> BySerial(string serial) => Rows(_serial, DeviceColumns.SerialOf(serial)!);

    public IReadOnlyList<long> ByName(string name)
    {
        var lower = name.ToLowerInvariant();
        return Rows(_name, lower + DeviceColumns.Border, lower + (char)(DeviceColumns.Border + 1));
    }

    /// <summary>By Intune id or Entra device id.</summary>
    public IReadOnlyList<long> ById(Guid id)
    {
        var text = id.ToString("D", CultureInfo.InvariantCulture);
        return Rows(_id, $"{DeviceColumns.IntuneList}-{text}", text);
    }

    /// <summary>By exactly this token, as whatever it may be.</summary>
    public IReadOnlyList<long> Exact(string token)
    {
        if (Guid.TryParse(token, CultureInfo.InvariantCulture, out var id) && ById(id) is { Count: > 0 } byId)
            return byId;
        return [.. BySerial(token).Concat(ByName(token)).Distinct()];
    }

    /// <summary>Serials that the token may be the rest of: the type before it in a barcode.</summary>
    public IReadOnlyList<long> BehindScannerPrefix(string token)
    {
        const int shortest = 6;
        var found = new List<long>();
        for (var start = 2; token.Length - start >= shortest; start++)
        {
            if (!Serials.IsPlaceholder(token[start..]))
                found.AddRange(BySerial(token[start..]));
        }

        return [.. found.Distinct()];
    }

    /// <summary>Serials that a spreadsheet may have made this number of: zeros eaten in front, or an E read as an exponent.</summary>
    public IReadOnlyList<long> BeforeTheSpreadsheet(string digits)
    {
        const int zeros = 8;
        var found = new List<long>();
        for (var n = 1; n <= zeros; n++)
            found.AddRange(BySerial(new string('0', n) + digits));
        var mantissa = digits.TrimEnd('0');
        if (mantissa.Length > 0 && mantissa.Length < digits.Length)
            found.AddRange(BySerial($"{mantissa}E{digits.Length - mantissa.Length}"));
        return [.. found.Distinct()];
    }

    public void Dispose()
    {
        _serial.Dispose();
        _name.Dispose();
        _id.Dispose();
    }

    private static List<long> Rows(DbCommand command, params ReadOnlySpan<string> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i + 1].Value = values[i];
        var rows = new List<long>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rows.Add(reader.GetInt64(0));
        return rows;
    }
}
