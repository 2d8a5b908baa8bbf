using System.Threading.Channels;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>
/// Reviews that wait to be read. Only ids: the rows are the truth, and a start puts the unfinished ones back. Long ones wait for their live reading, which may take
/// an hour, where they are in nobody's way.
/// </summary>
internal sealed class ReviewQueue
{
    private readonly Channel<Guid> _waiting = Channel.CreateUnbounded<Guid>();
    private readonly Channel<Guid> _long = Channel.CreateUnbounded<Guid>();

    public void Add(Guid reviewId) => _waiting.Writer.TryWrite(reviewId);

    /// <summary>The inventory has answered; what is left is to read live.</summary>
    public void AddLong(Guid reviewId) => _long.Writer.TryWrite(reviewId);

    public IAsyncEnumerable<Guid> TakeAsync(CancellationToken stop) => _waiting.Reader.ReadAllAsync(stop);

    public IAsyncEnumerable<Guid> TakeLongAsync(CancellationToken stop) => _long.Reader.ReadAllAsync(stop);
}
