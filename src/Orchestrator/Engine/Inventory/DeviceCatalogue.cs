using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Inventory.Selections;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory;

/// <summary>The inventory behind the console contract. An admin is only ever shown what their own reader's reads returned.</summary>
internal sealed class DeviceCatalogue(
    ConsoleDatabase database, DeviceFinder finder, SelectionDesk selections, SelectionJudge judge, SyncDesk syncs, Readers readers, TenantIdentity tenant) : IDeviceCatalogue
{
    /// <summary>Rows that one call may ask for.</summary>
    private const int MostRows = 1_000;

    public async Task<DevicePage> FindAsync(Admin admin, DeviceQuery query, int skip, int take, CancellationToken stop)
    {
        readers.Saw(admin);
        return await finder.CurrentAsync(admin, stop) is { } current
            ? await finder.FindAsync(admin, current, query, skip, Math.Min(take, MostRows), stop)
            : new DevicePage([], 0);
    }

    public async Task<DeviceDetail?> GetAsync(Admin admin, string key, CancellationToken stop)
    {
        if (await finder.CurrentAsync(admin, stop) is not { } current || !(await DeviceFinder.ByKeyAsync(current, [key])).TryGetValue(key, out var place))
            return null;
        if ((await finder.ShowAsync(admin, current, [place], stop)) is not [var shown])
            return null;
        var context = await finder.ContextAsync(admin, stop);
        var wipe = WipeEligibility.Judge(shown.Facts, context);
        if (shown.MissingSince is { } since)
            wipe = new Judgement([Join.DeviceJudge.Gone(since), .. wipe.Reasons]);
        var (managed, entra) = (shown.Facts.ManagedDeviceId, shown.Facts.EntraDeviceId);
        var requests = await database.ReadAsync(db => db.Requests
            .Where(r => r.Tenant == tenant.TenantId && ((managed != null && r.ManagedDeviceId == managed) || (entra != null && r.EntraDeviceId == entra)))
            .OrderByDescending(r => r.CreatedAt).Take(MostRows).Select(RequestRows.Shown).ToListAsync(stop));
        return new DeviceDetail(shown.Row, shown.Facts, shown.Reset, wipe, requests);
    }

    public async Task<InventoryStatus> StatusAsync(Admin admin, CancellationToken stop)
    {
        readers.Saw(admin);
        var reader = readers.Of(admin);
        var row = await database.ReadAsync(db => db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Tenant == tenant.TenantId && r.Reader == reader, stop));
        var running = syncs.Running(reader);
        return new InventoryStatus
        {
            LastFullRead = row?.FullReadAt,
            Devices = row?.Devices ?? 0,
            Running = running is not null,
            Stage = running?.Stage,
            ReadSoFar = running?.Read ?? 0,
            LastError = running is null ? row?.LastError : null,
            Reader = readers.Label(admin),
        };
    }

    public Task<Outcome<Done>> StartSyncAsync(Admin admin, CancellationToken stop)
    {
        readers.Saw(admin);
        return Task.FromResult<Outcome<Done>>(syncs.TryOrder(readers.Of(admin), Account.Of(admin))
            ? default(Done)
            : new Refused("sync-running", "A sync is running already; this page shows how far it is."));
    }

    public Task<Outcome<IReadOnlyList<GroupHit>>> FindGroupsAsync(Admin admin, string text, CancellationToken stop) => selections.FindGroupsAsync(admin, text, stop);

    public Task<Outcome<Selection>> SelectAsync(Admin admin, Choice choice, CancellationToken stop) => selections.SelectAsync(admin, choice, stop);

    public Task<Selection?> GetSelectionAsync(Admin admin, Guid selectionId, CancellationToken stop) => selections.GetAsync(admin, selectionId, stop);

    public Task<IReadOnlyList<DeviceRow>> GetSelectedAsync(Admin admin, Guid selectionId, int skip, int take, CancellationToken stop) =>
        selections.DevicesAsync(admin, selectionId, skip, take, stop);

    public Task<IReadOnlyList<SelectionProblem>> GetProblemsAsync(Admin admin, Guid selectionId, int skip, int take, CancellationToken stop) =>
        selections.ProblemsAsync(admin, selectionId, skip, take, stop);

    public IAsyncEnumerable<InventoryDevice> JudgeSelectedAsync(Admin admin, Guid selectionId, OrderKind kind, CancellationToken stop) => judge.JudgeAsync(admin, selectionId, kind, stop);

    public Task<Outcome<Selection>> AddToSelectionAsync(Admin admin, Guid selectionId, IReadOnlyCollection<string> keys, CancellationToken stop) =>
        selections.AddAsync(admin, selectionId, keys, stop);

    public Task<Outcome<Selection>> RemoveFromSelectionAsync(Admin admin, Guid selectionId, IReadOnlyCollection<string> keys, CancellationToken stop) =>
        selections.RemoveAsync(admin, selectionId, keys, stop);
}
