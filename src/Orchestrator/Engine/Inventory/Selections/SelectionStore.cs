using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>Keeps selections as rows, and reads parts of them. A selection is only ever its owner's.</summary>
internal sealed class SelectionStore(ConsoleDatabase database, DeviceFinder finder, StoredDevices stored, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>A selection is deleted after this time.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(14);

    /// <summary>Devices that are named and written at once.</summary>
    private const int Slice = 5_000;

    private static readonly string[] DeviceColumns = [nameof(SelectedDevice.SelectionId), nameof(SelectedDevice.Position), nameof(SelectedDevice.Key), nameof(SelectedDevice.Name), nameof(SelectedDevice.Serial)];

    private static readonly string[] ProblemColumns =
    [
        nameof(SelectionProblemRow.SelectionId), nameof(SelectionProblemRow.Position), nameof(SelectionProblemRow.Line),
        nameof(SelectionProblemRow.Text), nameof(SelectionProblemRow.Why), nameof(SelectionProblemRow.Candidates),
    ];

    public Task<SelectionRow?> OwnAsync(Admin admin, Guid id, CancellationToken stop) =>
        database.ReadAsync(db => db.Set<SelectionRow>().FirstOrDefaultAsync(s => s.Id == id && s.Tenant == tenant.TenantId && s.Owner == admin.AccountId, stop));

    /// <summary>Freezes a choice.</summary>
    public async Task<Guid> KeepAsync(ChoiceScope scope, Chosen chosen, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var row = new SelectionRow { Id = Guid.CreateVersion7(now), Tenant = tenant.TenantId, Owner = scope.Admin.AccountId, Source = chosen.Source, CreatedAt = now, DraftId = chosen.DraftId };
        var labels = await stored.LabelsAsync(scope.Current, chosen.Problems.SelectMany(p => p.Candidates));
        await database.WriteAsync(async db =>
        {
            var old = now - KeptFor;
            await db.Set<SelectionRow>().Where(s => s.Tenant == tenant.TenantId && s.CreatedAt < old).ExecuteDeleteAsync(stop);
            db.Add(row);
            await db.SaveChangesAsync(stop);
            foreach (var slice in chosen.Devices.Select((place, position) => (Place: place, Position: position)).OrderBy(d => d.Place).Chunk(Slice))
            {
                // In the inventory's order, so that each of its parts is read once and few labels are in memory.
                var names = await stored.LabelsAsync(scope.Current, slice.Select(d => d.Place));
                BulkRows.Insert(db, "SelectedDevices", DeviceColumns, slice.OrderBy(d => d.Position).Select(d => Row(row.Id, d.Position, names[d.Place])));
            }

            BulkRows.Insert(db, "SelectionProblems", ProblemColumns, chosen.Problems.Select((p, i) => new object?[]
            {
                row.Id, i, p.Line, p.Text, p.Why, p.Candidates.Count == 0 ? null : string.Join('\n', p.Candidates.Select(c => labels[c].Key)),
            }));
        }, stop);
        return row.Id;
    }

    /// <summary>Puts devices at the end that it does not hold yet.</summary>
    public async Task<Refused?> AddAsync(ChoiceScope scope, Guid id, IReadOnlyCollection<int> places, CancellationToken stop)
    {
        var labels = await stored.LabelsAsync(scope.Current, [.. places]);
        return await database.WriteAsync(async db =>
        {
            var keys = labels.Values.Select(l => l.Key).ToList();
            var kept = (await db.Set<SelectedDevice>().Where(d => d.SelectionId == id && keys.Contains(d.Key)).Select(d => d.Key).ToListAsync(stop)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var added = places.Distinct().Select(p => labels[p]).Where(l => !kept.Contains(l.Key)).ToList();
            if (await db.Set<SelectedDevice>().CountAsync(d => d.SelectionId == id, stop) + added.Count > Selection.MostDevices)
                return new Refused("selection-too-large", $"A selection holds at most {Selection.MostDevices:N0} devices.");
            var next = (await db.Set<SelectedDevice>().Where(d => d.SelectionId == id).MaxAsync(d => (int?)d.Position, stop) ?? -1) + 1;
            BulkRows.Insert(db, "SelectedDevices", DeviceColumns, added.Select((label, i) => Row(id, next + i, label)));
            return null;
        }, stop);
    }

    public Task RemoveAsync(Guid id, IReadOnlyCollection<string> keys, CancellationToken stop) =>
        database.WriteAsync(db => db.Set<SelectedDevice>().Where(d => d.SelectionId == id && keys.Contains(d.Key)).ExecuteDeleteAsync(stop), stop);

    /// <summary>The selection with its first rows.</summary>
    public async Task<Selection> ShowAsync(Admin admin, SelectionRow row, CancellationToken stop)
    {
        var (devices, problems) = await database.ReadAsync(async db => (
            await db.Set<SelectedDevice>().CountAsync(d => d.SelectionId == row.Id, stop),
            await db.Set<SelectionProblemRow>().CountAsync(p => p.SelectionId == row.Id, stop)));
        return new Selection(
            row.Id, row.Source, await DevicesAsync(admin, row.Id, 0, Selection.FirstRows, stop), await ProblemsAsync(admin, row.Id, 0, Selection.FirstRows, stop))
        {
            Total = devices,
            ProblemTotal = problems,
            DraftId = row.DraftId,
        };
    }

    public async Task<IReadOnlyList<DeviceRow>> DevicesAsync(Admin admin, Guid id, int skip, int take, CancellationToken stop)
    {
        var kept = await database.ReadAsync(db => db.Set<SelectedDevice>().Where(d => d.SelectionId == id)
            .OrderBy(d => d.Position).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 0, Selection.FirstRows)).ToListAsync(stop));
        var shown = await ShownAsync(admin, kept.Select(k => k.Key), stop);
        return [.. kept.Select(k => shown.GetValueOrDefault(k.Key) ?? Forgotten(k))];
    }

    public async Task<IReadOnlyList<SelectionProblem>> ProblemsAsync(Admin admin, Guid id, int skip, int take, CancellationToken stop)
    {
        var kept = await database.ReadAsync(db => db.Set<SelectionProblemRow>().Where(p => p.SelectionId == id)
            .OrderBy(p => p.Position).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 0, Selection.FirstRows)).ToListAsync(stop));
        var shown = await ShownAsync(admin, kept.SelectMany(KeysOf), stop);
        return [.. kept.Select(p => new SelectionProblem(p.Line, p.Text, p.Why, [.. KeysOf(p).Select(k => shown.GetValueOrDefault(k)).OfType<DeviceRow>()]))];
    }

    private static string[] KeysOf(SelectionProblemRow problem) => problem.Candidates?.Split('\n') ?? [];

    private static object?[] Row(Guid selection, int position, DeviceLabel label) => [selection, position, label.Key, label.Name, label.Serial];

    private async Task<Dictionary<string, DeviceRow>> ShownAsync(Admin admin, IEnumerable<string> keys, CancellationToken stop)
    {
        var shown = new Dictionary<string, DeviceRow>(StringComparer.OrdinalIgnoreCase);
        if (await finder.CurrentAsync(admin, stop) is not { } current)
            return shown;
        var places = await DeviceFinder.ByKeyAsync(current, keys);
        foreach (var device in await finder.ShowAsync(admin, current, [.. places.Values.Distinct()], stop))
            shown[device.Row.Key] = device.Row;
        return shown;
    }

    private static DeviceRow Forgotten(SelectedDevice device) => new()
    {
        Key = device.Key,
        Name = device.Name,
        Serial = device.Serial,
        JoinType = "unknown",
        Missing = true,
        Verdict = Verdict.Refused,
        Reasons = [Absent],
    };

    /// <summary>Of a device that was chosen and is not in the inventory any more.</summary>
    public static Reason Absent { get; } =
        new("missing-from-inventory", Verdict.Refused, "Your inventory no longer holds this device. Remove it, or sync and choose again.");
}
