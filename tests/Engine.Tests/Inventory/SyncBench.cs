using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Filters;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Inventory.Selections;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>The sync composed by hand over a temporary database and a page server.</summary>
internal sealed class SyncBench : IDisposable
{
    public SyncBench()
    {
        Session = new FakeEntraSession(Time);
        Syncs = new SyncDesk(Database.Feed, Time);
        Clients = new GraphClients(Server, Session, Options.Create(new GraphOptions()));
        Store = new RunStore(Database.Console, TestDatabase.Identity, Time);
        Sync = new InventorySync(Database.Console, Store, Clients, (_, _) => Task.FromResult(Context()), Time);
    }

    public DeviceCatalogue Catalogue => _catalogue ??= Compose();

    private DeviceCatalogue? _catalogue;

    private DeviceCatalogue Compose()
    {
        Session.Grant(People.Operator);
        Session.Grant(People.Auditor);
        var readers = new Readers(Clients, TestDatabase.Identity, Time);
        var contexts = new JudgingContexts((_, _) => Task.FromResult(Context()), Database.Feed, Time);
        var stored = new StoredDevices(Database.Console);
        var finder = new DeviceFinder(Database.Console, Indexes, new DeviceRows(stored), contexts, readers, TestDatabase.Identity);
        var groups = new GroupReader(Clients);
        var store = new SelectionStore(Database.Console, finder, stored, TestDatabase.Identity, Time);
        var selections = new SelectionDesk(store, finder, new Standings(Session, Time), groups, new GroupChoice(groups), new GroupUsersChoice(groups, new HolderAccess(Clients), stored),
            new FilterChoice(Database.Console, finder, TestDatabase.Identity, Time), new DraftChoice(Database.Console, finder, TestDatabase.Identity, Time));
        return new DeviceCatalogue(Database.Console, finder, selections, new SelectionJudge(Database.Console, finder, store, stored), Syncs, readers, TestDatabase.Identity);
    }

    public ISavedFilters Filters
    {
        get
        {
            Session.Grant(People.Operator);
            Session.Grant(People.Auditor);
            return new SavedFilters(Database.Console, new CommandDesk(Database.Console, new Standings(Session, Time), TestDatabase.Identity, Time), TestDatabase.Identity, Time);
        }
    }

    public RunIndexes Indexes => _indexes ??= new RunIndexes(Database.Console);

    private RunIndexes? _indexes;

    /// <summary>Syncs as the operator, whose inventory the catalogue shows.</summary>
    public Task SyncAsync() => RunAsync(People.Operator.AccountId);

    public SyncDesk Syncs { get; }

    public FakeEntraSession Session { get; }

    /// <summary>Orders that the rules are told of.</summary>
    public Dictionary<string, OpenOrder> Orders { get; } = new(StringComparer.OrdinalIgnoreCase);

    public FakeTimeProvider Time { get; } = new(Devices.Now);
    public TestDatabase Database { get; } = new();
    public PageServer Server { get; } = new();
    public GraphClients Clients { get; }
    public RunStore Store { get; }
    public InventorySync Sync { get; }

    public EligibilityContext Context() => new() { Now = Time.GetUtcNow(), Protected = new ProtectedDevices(), OpenOrders = Orders };

    public Task RunAsync(string reader = "r") =>
        Sync.RunAsync(reader, People.Operator.Account(), new SyncProgress(Database.Feed, Time), CancellationToken.None);

    public Task<InventoryReader?> ReaderAsync(string reader = "r") =>
        Database.Console.ReadAsync(db => db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Reader == reader));

    /// <summary>What the reader sees: key → facts and flags.</summary>
    public async Task<Dictionary<string, (DeviceFacts Facts, DeviceFlags Flags)>> ShownAsync(string reader = "r")
    {
        if ((await ReaderAsync(reader))?.CurrentRun is not { } run)
            return [];
        var index = new RunIndex(Database.Console, run);
        int[] places = [.. Enumerable.Range(0, (await index.SizesAsync()).Count)];
        var flags = await index.FlagsAsync();
        var rows = await new DeviceRows(new StoredDevices(Database.Console)).ReadAsync(index, places, Devices.Now, Context());
        return rows.ToDictionary(r => r.Row.Key, r => (r.Facts, new DeviceFlags(flags[r.Place])));
    }

    public void Dispose()
    {
        Database.Dispose();
        Server.Dispose();
    }
}
