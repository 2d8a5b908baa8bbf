using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AutopilotReset.Benchmarks.Tracking;

/// <summary>How much the engine has under way that needs no time of the played clock: requests on the wire and statements in the database.</summary>
internal sealed class Busy : DbCommandInterceptor
{
    private int _count;

    public bool Now => Volatile.Read(ref _count) > 0;

    /// <summary>Each request takes a quarter of a second of the played time, as one over the internet may.</summary>
    public DelegatingHandler Wire(TimeProvider time) => new Counted(this, time);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _count);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        Interlocked.Decrement(ref _count);
        return base.DataReaderClosingAsync(command, eventData, result);
    }

    public override InterceptionResult DataReaderClosing(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        Interlocked.Decrement(ref _count);
        return base.DataReaderClosing(command, eventData, result);
    }

    private sealed class Counted(Busy busy, TimeProvider time) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(TrackingPlay.Step, time, cancellationToken);
            Interlocked.Increment(ref busy._count);
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                await answer.Content.LoadIntoBufferAsync(cancellationToken);
                return answer;
            }
            finally
            {
                Interlocked.Decrement(ref busy._count);
            }
        }
    }
}
