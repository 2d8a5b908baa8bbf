using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Faults.Rehearsing;

/// <summary>
/// One clock for engine and tenant. It stands still while a request is on the wire, so that a stamp of the tenant is the moment of the send, and goes on when
/// all is quiet; a request that waits for the clock itself does not hold it for ever.
/// </summary>
internal sealed class TenantClock : IMeterFactory
{
    /// <summary>The tenant's clock, and everybody's monotonic one.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>Quiet for this many looks in a row is quiet: what a request began may just be writing its row.</summary>
    private const int QuietLooks = 2;

    private const int LongestHold = 400;

    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private int _onTheWire;

    public TenantClock()
    {
        Ours = new OffsetTime(this);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "http.client.active_requests" && ReferenceEquals(instrument.Meter.Scope, this))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _onTheWire, (int)change));
        _listener.Start();
    }

    /// <summary>The engine's clock: the tenant's, and a wall clock that may be set off.</summary>
    public TimeProvider Ours { get; }

    public TimeSpan Offset { get; set; }

    /// <summary>A handler whose requests hold the clock.</summary>
    public HttpMessageHandler Watched(HttpMessageHandler handler)
    {
        ((SocketsHttpHandler)handler).MeterFactory = this;
        return handler;
    }

    /// <summary>Lets time pass until it holds, or that much has passed.</summary>
    public async Task<bool> RunAsync(Func<Task<bool>> until, TimeSpan most, TimeSpan? step = null)
    {
        var end = Time.GetUtcNow() + most;
        using var look = new PeriodicTimer(Look, TimeProvider.System);
        while (!await until())
        {
            if (Time.GetUtcNow() >= end)
                return false;
            var quiet = 0;
            for (var looks = 0; quiet < QuietLooks && looks < LongestHold; looks++)
            {
                await look.WaitForNextTickAsync();
                quiet = Volatile.Read(ref _onTheWire) == 0 && ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
            }

            Time.Advance(step ?? Step);
        }

        return true;
    }

    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Scope = this;
        var meter = new Meter(options);
        lock (_meters)
            _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_meters)
            _meters.ForEach(m => m.Dispose());
    }

    private sealed class OffsetTime(TenantClock clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.Time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.Time.GetUtcNow() + clock.Offset;

        public override long GetTimestamp() => clock.Time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.Time.CreateTimer(callback, state, dueTime, period);
    }
}
