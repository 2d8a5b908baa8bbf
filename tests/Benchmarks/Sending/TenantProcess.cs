using System.Diagnostics;
using System.Text.Json;
using AutopilotReset.Benchmarks.Fleet;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>The other end of <see cref="TenantChild"/>.</summary>
internal sealed class TenantProcess : IDisposable
{
    private readonly Process _process;

    private TenantProcess(Process process, TenantOffer offer) => (_process, Offer) = (process, offer);

    public TenantOffer Offer { get; }

    public static async Task<TenantProcess> StartAsync(int devices, int factor, Mishaps? mishaps = null)
    {
        var process = Child.Start(
            "tenant", "--devices", Report.Of($"{devices}"), "--factor", Report.Of($"{factor}"),
            "--throttled", Report.Of($"{mishaps?.Throttled ?? 0}"), "--lost", Report.Of($"{mishaps?.Lost ?? 0}"));
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The practice tenant did not start.");
        return new(process, JsonSerializer.Deserialize<TenantOffer>(line)!);
    }

    public async Task<TenantCount> CountAsync()
    {
        await _process.StandardInput.WriteLineAsync("count");
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The practice tenant ended.");
        return JsonSerializer.Deserialize<TenantCount>(line)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
    }
}
