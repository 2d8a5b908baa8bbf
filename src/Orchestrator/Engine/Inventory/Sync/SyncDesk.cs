using System.Collections.Concurrent;
using System.Threading.Channels;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>Takes orders for syncs, one at a time for each reader.</summary>
internal sealed class SyncDesk(ChangeFeed feed, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SyncProgress> _running = new();
    private readonly Channel<SyncOrder> _orders = Channel.CreateUnbounded<SyncOrder>();

    public ChannelReader<SyncOrder> Orders => _orders.Reader;

    /// <returns><c>false</c> while one of this reader is waiting or running.</returns>
    /// <param name="reader">Whose inventory.</param>
    /// <param name="account">Whose token reads, unless the application reads.</param>
    /// <param name="scheduled">Nobody asked: not needed any more where another node was quicker.</param>
    public bool TryOrder(string reader, Account account, bool scheduled = false)
    {
        var progress = new SyncProgress(feed, time);
        return _running.TryAdd(reader, progress) && _orders.Writer.TryWrite(new SyncOrder(reader, account, progress, scheduled));
    }

    public SyncProgress? Running(string reader) => _running.GetValueOrDefault(reader);

    public void Done(SyncOrder order)
    {
        _running.TryRemove(order.Reader, out _);
        feed.Publish(new Shared.Console.Change(Shared.Console.ChangeKind.Inventory, null));
    }
}

internal sealed record SyncOrder(string Reader, Account Account, SyncProgress Progress, bool Scheduled);
