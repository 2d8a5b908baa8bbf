using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>What one run has read so far, in memory: about 1 KB a device.</summary>
internal sealed class ReadLists(InventoryRun run)
{
    public InventoryRun Run { get; } = run;

    public RecordList Intune { get; private set; } = new();

    public EntraIndex Entra { get; private set; } = new();

    public AutopilotIndex Autopilot { get; private set; } = new();

    /// <summary>Columns of the managed devices; their place is their number in Intune's list.</summary>
    public ColumnDraft Columns { get; } = new();

    /// <summary>Ids of each list that have been seen; their count is the number of the next record.</summary>
    public Dictionary<SourceKind, IdTable> Seen { get; } = new()
    {
        [SourceKind.Intune] = new(),
        [SourceKind.Entra] = new(),
        [SourceKind.Autopilot] = new(),
    };

    /// <summary>Ends when everything that was read is committed, with what went wrong there.</summary>
    public Task Written { get; set; } = Task.CompletedTask;

    /// <summary>Entries that came twice.</summary>
    public int Repeated { get; set; }

    /// <summary>Makes room in the other lists for about as many entries as Intune has devices.</summary>
    public void ExpectAsManaged()
    {
        Seen[SourceKind.Entra].Expect(Intune.Count);
        Seen[SourceKind.Autopilot].Expect(Intune.Count);
        Entra.Expect(Intune.Count);
        Autopilot.Expect(Intune.Count);
    }

    /// <summary>Nothing of the list will come again.</summary>
    public void Completed(SourceKind source) => Seen[source] = new();

    public void Forget(SourceKind source)
    {
        Seen[source] = new();
        switch (source)
        {
            case SourceKind.Intune:
                Intune = new();
                Columns.Clear();
                break;
            case SourceKind.Entra: Entra = new(); break;
            default: Autopilot = new(); break;
        }
    }

    /// <summary>Takes up a part.</summary>
    public void Index(SourceKind source, byte[] part)
    {
        switch (source)
        {
            case SourceKind.Intune:
                var from = Intune.Count;
                Intune.Add(part);
                for (var number = from; number < Intune.Count; number++)
                    Columns.Add(DeviceColumns.Of(DeviceColumns.IntuneList, Intune[number]));
                break;
            case SourceKind.Entra: Entra.Add(part); break;
            default: Autopilot.Add(part); break;
        }
    }
}
