using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// A complete run's columns, each loaded from the database when it is first needed: 12 MB for 100,000 devices if all are. A device is known by its place.
/// Columns are never changed in memory; what the verdicts' keeper writes is read again (<see cref="ForgetVerdicts"/>).
/// </summary>
internal sealed class RunIndex(ConsoleDatabase database, long run)
{
    private readonly ConcurrentDictionary<ColumnKind, Array> _columns = new();
    private PlacesById? _byId;
    private PlacesById? _byEntra;
    private Dictionary<int, OtherRecords>? _others;

    public long Run => run;

    public Task<int[]> FlagsAsync() => ColumnAsync<int>(ColumnKind.Flags);

    public Task<long[]> ChangesAtAsync() => ColumnAsync<long>(ColumnKind.ChangesAt);

    public Task<Guid[]> IdsAsync() => ColumnAsync<Guid>(ColumnKind.Ids);

    public Task<Guid[]> EntraIdsAsync() => ColumnAsync<Guid>(ColumnKind.EntraIds);

    public async Task<DeviceSizes> SizesAsync() => await ColumnAsync<int>(ColumnKind.Sizes) is [var managed, var entra, var autopilot, var kept] ? new(managed, entra, autopilot, kept) : default;

    /// <summary>Places in ascending order; for the verdict by flags, since these change.</summary>
    public async Task<int[]> OrderAsync(DeviceSort sort) => sort switch
    {
        DeviceSort.Serial => await ColumnAsync<int>(ColumnKind.BySerial),
        DeviceSort.Model => await ColumnAsync<int>(ColumnKind.ByModel),
        DeviceSort.OsVersion => await ColumnAsync<int>(ColumnKind.ByOs),
        DeviceSort.User => await ColumnAsync<int>(ColumnKind.ByUser),
        DeviceSort.LastCheckIn => await ColumnAsync<int>(ColumnKind.ByCheckIn),
        DeviceSort.Verdict => ByVerdict(await FlagsAsync(), await ColumnAsync<int>(ColumnKind.ByName)),
        _ => await ColumnAsync<int>(ColumnKind.ByName),
    };

    public async Task<SearchTexts> TextsAsync() => new(await ColumnAsync<byte>(ColumnKind.Text), await ColumnAsync<int>(ColumnKind.TextEnds));

    /// <summary>Places by the devices' own ids: Intune's, or the Entra device id, or the Autopilot identity's.</summary>
    public async Task<PlacesById> ByIdAsync() => _byId ??= new PlacesById(await IdsAsync());

    public async Task<PlacesById> ByEntraIdAsync() => _byEntra ??= new PlacesById(await EntraIdsAsync());

    /// <summary>Number of the Entra object and of the Autopilot identity, −1 for none, and what else belongs to the device.</summary>
    public async Task<(int Entra, int Autopilot, OtherRecords? Others)> JoinedAsync(int place)
    {
        _others ??= OtherRecords.Read(await ColumnAsync<int>(ColumnKind.Others));
        return ((await ColumnAsync<int>(ColumnKind.Entra))[place], (await ColumnAsync<int>(ColumnKind.Autopilot))[place], _others.GetValueOrDefault(place));
    }

    /// <summary>Places of the search texts that have all of these trigrams, ascending; they still have to be compared with the text itself.</summary>
    public Task<List<int>> WithGramsAsync(IReadOnlyCollection<int> grams) => database.ReadAsync(db => Task.FromResult(GramSearch.Find(db, run, grams)));

    /// <summary>Verdicts were written anew.</summary>
    public void ForgetVerdicts()
    {
        _columns.TryRemove(ColumnKind.Flags, out _);
        _columns.TryRemove(ColumnKind.ChangesAt, out _);
    }

    private async Task<T[]> ColumnAsync<T>(ColumnKind kind)
        where T : unmanaged
    {
        if (_columns.TryGetValue(kind, out var known))
            return (T[])known;
        var bytes = await database.ReadAsync(db => db.Set<InventoryColumn>().Where(c => c.Run == run && c.Column == kind).Select(c => c.Bytes).FirstOrDefaultAsync());
        var values = typeof(T) == typeof(byte) ? (T[])(object)(bytes ?? []) : MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        _columns[kind] = values;
        return values;
    }

    /// <summary>By verdict, and by name within a verdict: a counting sort of the order by name.</summary>
    private static int[] ByVerdict(int[] flags, int[] byName)
    {
        var next = new int[5];
        foreach (var place in byName)
            next[(int)new DeviceFlags(flags[place]).Verdict + 1]++;
        for (var i = 1; i < next.Length; i++)
            next[i] += next[i - 1];
        var order = new int[byName.Length];
        foreach (var place in byName)
            order[next[(int)new DeviceFlags(flags[place]).Verdict]++] = place;
        return order;
    }
}

/// <summary>Search texts of a run, as UTF-8.</summary>
internal readonly record struct SearchTexts(byte[] Bytes, int[] Ends)
{
    public int Count => Ends.Length;

    public ReadOnlySpan<byte> this[int place] => Bytes.AsSpan(place == 0 ? 0 : Ends[place - 1], Ends[place] - (place == 0 ? 0 : Ends[place - 1]));
}
