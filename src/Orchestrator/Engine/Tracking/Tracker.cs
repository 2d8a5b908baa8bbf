using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

/// <summary>
/// Follows every armed order to its proof: reads singly what is due and records what it shows. It never sends anything and never ends a request because
/// a read failed. All it knows is in the rows, so that a restart changes nothing.
/// </summary>
internal sealed partial class Tracker(
    ConsoleDatabase database, TrackingReader reader, LookRecorder recorder, ListSweep sweep, ReadTrouble trouble, TenantIdentity tenant,
    EngineHealth health, IOptions<TrackingOptions> options, TimeProvider time, ILogger<Tracker> log) : BackgroundService
{
    public const string HealthName = "Tracking";

    /// <summary>One round: sweep if due, then every look that is due, up to the budget.</summary>
    /// <returns>Looks made.</returns>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        await sweep.RunIfDueAsync(stop);
        var due = await DueAsync();
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = stop }, LookAsync);
        await ForgetEndedAsync();
        Report(due.Count);
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            health.Beat(EngineLoops.Tracking);
            try
            {
                await RoundAsync(stoppingToken);
                await Task.Delay(options.Value.Tick, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogRoundFailed(failure);
                health.Report(HealthName, HealthState.Broken, $"Following armed devices failed and is tried again: {failure.Message}");
                await Task.Delay(options.Value.FirstRetry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<IReadOnlyList<DueLook>> DueAsync()
    {
        var now = time.GetUtcNow();
        return await database.ReadAsync(async db => await (
            from request in db.Requests
            join batch in db.Batches on request.BatchId equals batch.Id
            where request.Tenant == tenant.TenantId && request.NextLookAt != null && request.NextLookAt <= now
                && (TrackingClock.OpenStates.Contains(request.State) || request.ArmedSince != null)
            orderby request.NextLookAt
            select new DueLook(request, batch.SendsAs)).Take(options.Value.LooksPerTick).ToListAsync());
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

    private async ValueTask LookAsync(DueLook due, CancellationToken stop)
    {
        using var look = TrackingInstruments.Begin(due.Request.Id, due.Request.BatchId, time.GetUtcNow() - (due.Request.NextLookAt ?? time.GetUtcNow()));
        health.Beat(EngineLoops.Tracking);
        try
        {
            var seen = await ReadAsync(due, stop);
            await recorder.RecordAsync(due.Request.Id, seen, stop);
            trouble.Clear(due.Request.Id);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            look.Failed();
            LogReadFailed(failure, due.Request.Id);
            await recorder.PostponeAsync(due.Request.Id, trouble.Add(due.Request.Id, Words(due, failure)), stop);
        }
    }

    /// <summary>As the admin the batch sends as, by its own loan; a loan that ended with its batch gives way to the admin's session.</summary>
    private async Task<Observation> ReadAsync(DueLook due, CancellationToken stop)
    {
        using var purpose = ReadPurpose.Is(ReadPriority.Look);
        var device = due.Device;
        try
        {
            return await reader.ReadAsync(device, due.Reader, due.Request.BatchId, stop);
        }
        catch (SignInNeededException)
        {
            return await reader.ReadAsync(device, due.Reader, null, stop);
        }
    }

    private static string Words(DueLook due, Exception failure) => failure switch
    {
        SignInNeededException => $"{due.Reader.Name} must sign in again, or somebody else take the batch over: {failure.Message}",
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

    private sealed record DueLook(DeviceRequest Request, Account Reader)
    {
        public TrackedDevice Device => new(
            Request.ManagedDeviceId, Request.EntraDeviceId, Request.Serial, Request.AcceptedAt ?? Request.ChangedAt,
            IsWiped: Request.Kind == OrderKind.Wipe, FormerHolders: Request.State == DeviceState.Verifying ? FormerHolders : []);

        private IReadOnlyList<string> FormerHolders =>
            Request.Before is { } before ? [.. before.Holders.PrimaryUsers.Concat(before.Holders.Owners).Select(p => p.Id)] : [];
    }
}
