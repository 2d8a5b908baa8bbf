using System.Diagnostics;
using AutopilotReset.Engine.Dispatch;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>Where the time of a run went.</summary>
internal sealed record Profile
{
    private long _started;
    private TimeSpan _cpu;
    private TimeSpan _paused;
    private long _allocated;

    public double EngineCpuSeconds { get; private init; }
    public double TenantCpuSeconds { get; private init; }
    public double GcPauseSeconds { get; private init; }
    public double AllocatedMiB { get; private init; }
    public double Seconds { get; private init; }

    /// <summary>Mean milliseconds of one send in each of its stages.</summary>
    public IReadOnlyDictionary<string, double> StageMs { get; private init; } = new Dictionary<string, double>();

    public static Profile Begin() => new()
    {
        _started = Stopwatch.GetTimestamp(),
        _cpu = Process.GetCurrentProcess().TotalProcessorTime,
        _paused = GC.GetTotalPauseDuration(),
        _allocated = GC.GetTotalAllocatedBytes(),
    };

    public Profile End() => this with
    {
        Seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds,
        EngineCpuSeconds = (Process.GetCurrentProcess().TotalProcessorTime - _cpu).TotalSeconds,
        GcPauseSeconds = (GC.GetTotalPauseDuration() - _paused).TotalSeconds,
        AllocatedMiB = (GC.GetTotalAllocatedBytes() - _allocated) / 1048576.0,
    };

    public Profile With(SendPace pace, TenantCount count) => this with
    {
        TenantCpuSeconds = count.CpuSeconds,
        StageMs = pace.Stages.ToDictionary(s => s.Key.ToString(), s => Math.Round(s.Value.TotalMilliseconds, 2)),
    };

    public IReadOnlyDictionary<string, object> Rows(int sends) => new Dictionary<string, object>
    {
        ["engineCpuMsPerSend"] = Math.Round(1000 * EngineCpuSeconds / sends, 2),
        ["tenantCpuMsPerSend"] = Math.Round(1000 * TenantCpuSeconds / sends, 2),
        ["gcPausePercent"] = Math.Round(100 * GcPauseSeconds / Seconds, 2),
        ["allocatedKiBPerSend"] = Math.Round(1024 * AllocatedMiB / sends, 1),
        ["stageMeanMs"] = StageMs,
    };
}
