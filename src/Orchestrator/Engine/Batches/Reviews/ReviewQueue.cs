using System.Threading.Channels;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>Reviews that wait to be read. Only ids: the rows are the truth, and a start puts the unfinished ones back.</summary>
internal sealed class ReviewQueue
{
    private readonly Channel<Guid> _waiting = Channel.CreateUnbounded<Guid>();

    public void Add(Guid reviewId) => _waiting.Writer.TryWrite(reviewId);

    public IAsyncEnumerable<Guid> TakeAsync(CancellationToken stop) => _waiting.Reader.ReadAllAsync(stop);
}
