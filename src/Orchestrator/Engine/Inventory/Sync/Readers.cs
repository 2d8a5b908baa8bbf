using System.Collections.Concurrent;
using System.Threading.Channels;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>Whose reads an admin sees, and who has been looking lately.</summary>
internal sealed class Readers(GraphClients clients, TenantIdentity tenant, TimeProvider time, EngineRole? role = null)
{
    private readonly ConcurrentDictionary<string, (Account Account, DateTimeOffset At)> _present = new();

    private readonly Channel<string> _arrivals = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Readers seen for the first time since the start; one is enough to look at all.</summary>
    public ChannelReader<string> Arrivals => _arrivals.Reader;

    /// <summary>The application where it reads by itself, otherwise the admin: nobody sees rows that their own reads do not return (design.md, Identity).</summary>
    public string Of(Admin admin) => clients.ApplicationReads ? InventoryReader.Application : admin.AccountId;

    public bool ApplicationReads => clients.ApplicationReads;

    /// <summary>Stands for the application where a reader has to be named and no admin reads.</summary>
    public Account Application { get; } = new("application", tenant.TenantId, "application", tenant.TenantId, "the application", "");

    public string Label(Admin admin) => clients.ApplicationReads ? "the application" : admin.Name;

    /// <summary>The admin has a page open.</summary>
    public void Saw(Admin admin)
    {
        var reader = Of(admin);
        var news = !_present.ContainsKey(reader);
        _present[reader] = (Account.Of(admin), time.GetUtcNow());
        if (news)
            _arrivals.Writer.TryWrite(reader);
    }

    /// <summary>Readers whose inventory is to be kept fresh now.</summary>
    public IReadOnlyList<(string Reader, Account Account)> Present(TimeSpan within)
    {
        if (clients.ApplicationReads)
            return role is { RunsStages: false } ? [] : [(InventoryReader.Application, Application)];
        var since = time.GetUtcNow() - within;
        return [.. _present.Where(p => p.Value.At >= since).Select(p => (p.Key, p.Value.Account))];
    }
}
