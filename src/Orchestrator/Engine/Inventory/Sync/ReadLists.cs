using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>What one run has read so far, as far as the join needs it in memory.</summary>
internal sealed class ReadLists(InventoryRun run)
{
    public InventoryRun Run { get; } = run;

    public EntraIndex Entra { get; private set; } = new();

    public AutopilotIndex Autopilot { get; private set; } = new();

    /// <summary>Ids of each list that have been seen.</summary>
    public Dictionary<SourceKind, HashSet<Guid>> Seen { get; } = new()
    {
        [SourceKind.Intune] = [],
        [SourceKind.Entra] = [],
        [SourceKind.Autopilot] = [],
    };

    /// <summary>Row id for the next device.</summary>
    public long NextDevice { get; set; } = InventoryRun.FirstDevice(run.Id);

    /// <summary>Entries that came twice.</summary>
    public int Repeated { get; set; }

    public void Forget(SourceKind source)
    {
        Seen[source].Clear();
        switch (source)
        {
            case SourceKind.Intune: NextDevice = InventoryRun.FirstDevice(Run.Id); break;
            case SourceKind.Entra: Entra = new(); break;
            default: Autopilot = new(); break;
        }
    }

    public void Index(SourceKind source, byte[] records)
    {
        if (source == SourceKind.Entra)
            Entra.Add(records);
        else
            Autopilot.Add(records);
    }
}
