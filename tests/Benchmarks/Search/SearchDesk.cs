using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Inventory.Selections;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Benchmarks.Search;

/// <summary>The product's catalogue over the benchmark's database.</summary>
internal sealed class SearchDesk
{
    private readonly DeviceCatalogue _catalogue;

    public SearchDesk(BenchDatabase database, GraphClients clients)
    {
        var time = TimeProvider.System;
        var readers = new Readers(clients, BenchDatabase.Tenant, time);
        var contexts = new JudgingContexts((_, _) => Task.FromResult(new EligibilityContext { Now = time.GetUtcNow(), Protected = new ProtectedDevices() }), database.Feed, time);
        var stored = new StoredDevices(database.Console);
        var finder = new DeviceFinder(database.Console, new RunIndexes(database.Console), new DeviceRows(stored), contexts, readers, BenchDatabase.Tenant);
        var groups = new GroupReader(clients);
        var standings = new Standings(new LoopbackGraph.NoEntra(), time);
        var store = new SelectionStore(database.Console, finder, stored, BenchDatabase.Tenant, time);
        var selections = new SelectionDesk(store, finder, standings, groups, new GroupChoice(groups), new GroupUsersChoice(groups, new HolderAccess(clients), stored),
            new FilterChoice(database.Console, finder, BenchDatabase.Tenant, time), new DraftChoice(database.Console, finder, BenchDatabase.Tenant, time));
        _catalogue = new DeviceCatalogue(database.Console, finder, selections, new SelectionJudge(database.Console, finder, store, stored), new SyncDesk(database.Feed, time), readers, BenchDatabase.Tenant);
    }

    public static Admin Admin { get; } = new("u", "t", "u", "t", "bench", "bench@example", AccessLevel.Operator);

    public Task<DevicePage> AskAsync(DeviceQuery query, int skip, int take) => _catalogue.FindAsync(Admin, query, skip, take, CancellationToken.None);
}
