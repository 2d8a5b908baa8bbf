using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>What the running sync of one reader does now; announced to open pages at most twice a second.</summary>
internal sealed class SyncProgress(ChangeFeed feed, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private long _announced = time.GetTimestamp();

    public string Stage { get; private set; } = "starting";

    public int Read { get; private set; }

    public void Enter(string stage)
    {
        Stage = stage;
        feed.Publish(new Change(ChangeKind.Inventory, null));
    }

    public void Add(int entries)
    {
        Read += entries;
        if (time.GetElapsedTime(_announced) < Between)
            return;
        _announced = time.GetTimestamp();
        feed.Publish(new Change(ChangeKind.Inventory, null));
    }
}
