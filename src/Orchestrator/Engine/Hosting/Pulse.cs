using Microsoft.Extensions.Hosting;

namespace AutopilotReset.Engine.Hosting;

/// <summary>A timer of this process that only shows that timers and threads still get their turn. By the machine's own monotonic clock.</summary>
internal sealed class Pulse(TimeProvider time) : BackgroundService
{
    /// <summary>Without a beat for this long the process is stuck.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private long _beat = time.GetTimestamp();

    public bool IsAlive => time.GetElapsedTime(Volatile.Read(ref _beat)) < StuckAfter;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            Volatile.Write(ref _beat, time.GetTimestamp());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
