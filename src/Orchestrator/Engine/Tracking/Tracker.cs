using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Engine.Tracking.Sweeps;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

/// <summary>
/// Follows every armed order to its proof: reads singly what is due and records what it shows. It never sends anything and never ends a request because
/// a read failed. All it knows is in the rows, so that a restart changes nothing. Of several processes the one that holds the lease tracks.
/// </summary>
internal sealed partial class Tracker(
    ConsoleDatabase database, TrackingReader reader, DueLooks due, LookRecorder recorder, ListSweep sweep, ReadTrouble trouble, TrackingHold hold,
    EngineHealth health, IOptions<TrackingOptions> options, TimeProvider time, ILogger<Tracker> log) : BackgroundService
{
    public const string HealthName = "Tracking";

    /// <summary>One round: sweep if due, then every look that is due, up to the budget.</summary>
    /// <returns>Looks made.</returns>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        if (!await hold.TakeOrRenewAsync(stop))
            return 0;
        await sweep.RunIfDueAsync(stop);
        return await LooksAsync(stop);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await hold.ReleaseAsync();
    }

    /// <summary>Side by side: a long sweep keeps nobody waiting for a look.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(RepeatAsync(sweep.RunIfDueAsync, stoppingToken), RepeatAsync(LooksAsync, stoppingToken));

    private async Task RepeatAsync(Func<CancellationToken, Task> part, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            health.Beat(EngineLoops.Tracking);
            try
            {
                if (await hold.TakeOrRenewAsync(stop))
                    await part(stop);
                await Task.Delay(options.Value.Tick, time, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogRoundFailed(failure);
                health.Report(HealthName, HealthState.Broken, $"Following armed devices failed and is tried again: {failure.Message}");
                await Task.Delay(options.Value.FirstRetry, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> LooksAsync(CancellationToken stop)
    {
        var looks = await due.TakeAsync();
        await Parallel.ForEachAsync(looks, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = stop }, LookAsync);
        await recorder.FlushAsync(stop);
        await ForgetEndedAsync();
        Report(looks.Count);
        return looks.Count;
    }

    /// <summary>A request that ended meanwhile is no trouble any more.</summary>
    private async Task ForgetEndedAsync()
    {
        var failing = trouble.Failing;
        if (failing.Count == 0)
            return;
        var followed = await database.ReadAsync(db => db.Requests.Where(r => failing.Contains(r.Id) && r.NextLookAt != null).Select(r => r.Id).ToListAsync());
        foreach (var ended in failing.Except(followed))
            trouble.Clear(ended);
    }

    private async ValueTask LookAsync(DueLook look, CancellationToken stop)
    {
        using var span = TrackingInstruments.Begin(look.Request.Id, look.Request.BatchId, time.GetUtcNow() - (look.Request.NextLookAt ?? time.GetUtcNow()));
        health.Beat(EngineLoops.Tracking);
        try
        {
            var seen = await ReadAsync(look, stop);
            await recorder.RecordAsync(look.Request, seen, stop);
            trouble.Clear(look.Request.Id);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            span.Failed();
            LogReadFailed(failure, look.Request.Id);
            await recorder.PostponeAsync(look.Request.Id, trouble.Add(look.Request.Id, Words(look, failure)), stop);
        }
    }

    /// <summary>As the admin the batch sends as, by its own loan; a loan that ended with its batch gives way to the admin's session.</summary>
    private async Task<Observation> ReadAsync(DueLook look, CancellationToken stop)
    {
        using var purpose = ReadPurpose.Is(ReadPriority.Look);
        var device = look.Device;
        try
        {
            return await reader.ReadAsync(device, look.Reader, look.Request.BatchId, stop);
        }
        catch (SignInNeededException)
        {
            return await reader.ReadAsync(device, look.Reader, null, stop);
        }
    }

    private static string Words(DueLook look, Exception failure) => failure switch
    {
        SignInNeededException => $"{look.Reader.Name} must sign in again, or somebody else take the batch over: {failure.Message}",
        AuthorityUnreachableException => $"Entra could not be reached: {failure.Message}",
        _ => GraphFailures.Sentence(failure),
    };

    private void Report(int looks)
    {
        if (trouble.Summary is { } summary)
            health.Report(HealthName, HealthState.Degraded, summary);
        else if (looks > 0 || health.Rows.All(r => r.What != HealthName || r.State != HealthState.Works))
            health.Report(HealthName, HealthState.Works, "Armed devices are being followed.");
    }

    [LoggerMessage(3001, LogLevel.Error, "A tracking round failed; it is tried again")]
    private partial void LogRoundFailed(Exception failure);

    [LoggerMessage(3002, LogLevel.Warning, "Request {RequestId} could not be read; nothing was concluded from it")]
    private partial void LogReadFailed(Exception failure, Guid requestId);
}
