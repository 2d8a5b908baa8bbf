using System.Globalization;
using System.Text;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// One question to the inventory: which rows, in which order. Two ways to answer it, whichever touches fewer rows:
/// <see cref="Narrow"/> starts at the hits (trigram index, prefix range or flags) and sorts them; <see cref="Walk"/> follows the order's own index and stops when the page is full.
/// </summary>
internal sealed record SearchSql(long Run, SearchText Text, FlagFilter Filter, DeviceSort Sort, bool Descending, IReadOnlyCollection<long>? Only, IReadOnlyCollection<long> Not)
{
    /// <summary>Hits up to which sorting them is cheaper than following an order.</summary>
    public int NarrowHits { get; init; } = 20_000;

    private string First => InventoryRun.FirstDevice(Run).ToString(CultureInfo.InvariantCulture);

    private string Last => InventoryRun.LastDevice(Run).ToString(CultureInfo.InvariantCulture);

    private string Limit => (NarrowHits + 1).ToString(CultureInfo.InvariantCulture);

    private string Column => Sort switch
    {
        DeviceSort.Serial => "d.Serial",
        DeviceSort.Model => "d.Model",
        DeviceSort.OsVersion => "d.Os",
        DeviceSort.User => "d.\"User\"",
        DeviceSort.LastCheckIn => "d.CheckIn",
        DeviceSort.Verdict => "v.Flags",
        _ => "d.Search",
    };

    /// <summary>How many hits the cheapest index has at most, looking no further than <see cref="NarrowHits"/> + 1; <c>null</c> when nothing narrows the question.</summary>
    public string? Probe() => this switch
    {
        { Only: not null } => $"SELECT {Only.Count.ToString(CultureInfo.InvariantCulture)}",
        { Text.IsEmpty: true } => null,
        { Text.IsPrefix: true } => $"SELECT COUNT(*) FROM (SELECT 1 FROM InventoryDevices d WHERE d.Run = @run AND d.Search >= @text AND d.Search < @end LIMIT {Limit})",
        _ => $"SELECT COUNT(*) FROM (SELECT 1 FROM InventorySearch WHERE InventorySearch MATCH @match AND rowid BETWEEN {First} AND {Last} LIMIT {Limit})",
    };

    /// <summary>Ids of all hits in order.</summary>
    public string Narrow()
    {
        var sql = new StringBuilder("SELECT d.Id FROM ");
        if (Only is not null)
            sql.Append("InventoryDevices d CROSS JOIN InventoryVerdicts v ON v.Id = d.Id WHERE ").Append(In(Only));
        else if (Text.IsEmpty)
            sql.Append("InventoryVerdicts v CROSS JOIN InventoryDevices d ON d.Id = v.Id WHERE v.Run = @run");
        else if (Text.IsPrefix)
            sql.Append("InventoryDevices d CROSS JOIN InventoryVerdicts v ON v.Id = d.Id WHERE d.Run = @run");
        else
            sql.Append(CultureInfo.InvariantCulture, $"InventorySearch s CROSS JOIN InventoryDevices d ON d.Id = s.rowid CROSS JOIN InventoryVerdicts v ON v.Id = d.Id WHERE s.InventorySearch MATCH @match AND s.rowid BETWEEN {First} AND {Last}");
        Conditions(sql);
        return sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {Column}{Direction(Descending)}, d.Id{Direction(Descending)}").ToString();
    }

    /// <summary>How many rows match, by the covering index of the names.</summary>
    public string Count()
    {
        var sql = new StringBuilder("SELECT COUNT(*) FROM InventoryDevices d INDEXED BY IX_InventoryDevices_Run_Search");
        if (!Filter.IsEmpty)
            sql.Append(" CROSS JOIN InventoryVerdicts v ON v.Id = d.Id");
        sql.Append(" WHERE d.Run = @run");
        Conditions(sql);
        return sql.ToString();
    }

    /// <summary>Ids of one page, following the order's index.</summary>
    /// <param name="backwards">From the other end: a page near the end is near the beginning of the reverse order.</param>
    public string Walk(bool backwards)
    {
        var direction = Direction(Descending != backwards);
        var sql = new StringBuilder("SELECT ");
        if (Sort == DeviceSort.Verdict)
        {
            sql.Append("v.Id FROM InventoryVerdicts v");
            if (!Text.IsEmpty)
                sql.Append(" CROSS JOIN InventoryDevices d ON d.Id = v.Id");
            sql.Append(" WHERE v.Run = @run");
        }
        else
        {
            sql.Append("d.Id FROM InventoryDevices d INDEXED BY IX_InventoryDevices_Run_").Append(Column[2..].Trim('"'));
            if (!Filter.IsEmpty)
                sql.Append(" CROSS JOIN InventoryVerdicts v ON v.Id = d.Id");
            sql.Append(" WHERE d.Run = @run");
        }

        Conditions(sql);
        var id = Sort == DeviceSort.Verdict ? "v.Id" : "d.Id";
        return sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {Column}{direction}, {id}{direction} LIMIT @take OFFSET @skip").ToString();
    }

    private void Conditions(StringBuilder sql)
    {
        if (Text.IsPrefix)
            sql.Append(" AND d.Search >= @text AND d.Search < @end");
        else if (!Text.IsEmpty)
            sql.Append(" AND instr(d.Search, @text) > 0");
        if (!Filter.IsEmpty)
            sql.Append(CultureInfo.InvariantCulture, $" AND (v.Flags & {Filter.Mask}) = {Filter.Value}");
        if (Not.Count > 0)
            sql.Append(" AND NOT (").Append(In(Not)).Append(')');
    }

    private string In(IReadOnlyCollection<long> ids) =>
        $"{(Sort == DeviceSort.Verdict && Only is null && Text.IsEmpty ? "v" : "d")}.Id IN ({string.Join(',', ids.Select(i => i.ToString(CultureInfo.InvariantCulture)))})";

    private static string Direction(bool descending) => descending ? " DESC" : "";
}
