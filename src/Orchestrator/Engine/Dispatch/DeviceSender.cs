using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>Takes one due device from standing to settled answer: standing → live read → budget → intent → POST → answer.</summary>
internal sealed partial class DeviceSender(
    ConsoleDatabase database, Preparation preparation, Intents intents, WipeSender wipe, Standings standings, SendBucket bucket, SendBudget budget,
    DispatchHold hold, EngineHealth health, TimeProvider time, ILogger<DeviceSender> log)
{
    /// <summary>A live read older than this is made again before the POST.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan WaitAfterFailedRead = TimeSpan.FromSeconds(30);

    public async Task SendAsync(DeviceRequest request, Batch batch, CancellationToken stop)
    {
        using var span = OrderTraces.StartSend(request.Id, batch.Id);
        try
        {
            if (!await HasStandingAsync(batch, stop) || await PreparedAsync(request, batch, stop) is not { } before)
                return;
#if FAILPOINTS
            Failpoint.Hit("before-claim");
#endif
            if (await intents.CommitAsync(request.Id, before, stop) is { } attempt)
                await PostAsync(request, batch, attempt);
        }
        catch (SignInNeededException ended)
        {
            await PauseAsync(batch, $"{batch.SendsAs.Name} must sign in again: {ended.Message}");
        }
        catch (AuthorityUnreachableException unreachable)
        {
            await PostponeAsync(request, $"Entra could not be reached; nothing was sent. {unreachable.Message}");
        }
        catch (DbUpdateConcurrencyException)
        {
            LogChangedMeanwhile(request.Id);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            await ReadFailedAsync(request, batch, failure);
        }
    }

    private async Task<bool> HasStandingAsync(Batch batch, CancellationToken stop)
    {
        var standing = await standings.ConfirmAsync(batch.SendsAs, batch.Id, stop);
        if (standing is { Kind: StandingKind.Confirmed, Level: AccessLevel.Operator })
            return true;
        if (standing.Kind == StandingKind.Unreachable)
            health.Report("Sending", HealthState.Degraded, $"Waiting: {standing.Reason}");
        else
            await PauseAsync(batch, $"{batch.SendsAs.Name}: {standing.Reason}");
        return false;
    }

    /// <summary>The snapshot of a device that may be sent now; <c>null</c> when it was refused.</summary>
    private async Task<Snapshot?> PreparedAsync(DeviceRequest request, Batch batch, CancellationToken stop)
    {
        var prepared = await preparation.ReadAsync(request, batch, stop);
        if (prepared.Refusal is null)
        {
            await bucket.TakeAsync(stop);
            budget.Set(bucket.Left);
            if (time.GetElapsedTime(prepared.ReadStamp) > FreshFor)
                prepared = await preparation.ReadAsync(request, batch, stop);
        }

        if (prepared.Refusal is { } refusal)
            await RefuseAsync(request.Id, refusal, stop);
        return prepared.Before;
    }

    private async Task PostAsync(DeviceRequest request, Batch batch, SendAttempt attempt)
    {
#if FAILPOINTS
        Failpoint.Hit("after-intent-commit");
#endif
        PostAnswer answer;
        try
        {
            // Past the intent nothing is cancelled: the POST is made, or is known not to have left.
            answer = hold.StillOurs
                ? await wipe.PostAsync(request.ManagedDeviceId, request.Kind, batch.SendsAs, batch.Id, CancellationToken.None)
                : NotSent("this process lost the lease before the POST");
        }
        catch (Exception noToken) when (noToken is SignInNeededException or AuthorityUnreachableException)
        {
            answer = NotSent(noToken.Message);
        }

        var meaning = Answers.Read(answer, time.GetUtcNow());
        if (meaning.Signal == Signal.RateLimited)
            bucket.Halve();
        if (meaning.Signal == Signal.NotAuthorised)
            standings.Forget(batch.SendsAs);
        await intents.SettleAsync(attempt.Id, answer.Status, meaning);
#if FAILPOINTS
        Failpoint.Hit("after-outcome-commit");
#endif
        health.Report("Sending", HealthState.Works, $"Last answer: {meaning.Text}");
    }

    private static PostAnswer NotSent(string why) => new(null, new Dictionary<string, string>(), "", why, NeverLeft: true);

    private async Task ReadFailedAsync(DeviceRequest request, Batch batch, Exception failure)
    {
        LogReadFailed(failure, request.Id);
        if (GraphFailures.MissingAuthority(failure) is { } missing)
            await PauseAsync(batch, missing);
        else
            await PostponeAsync(request, $"The device could not be read, so nothing was sent: {GraphFailures.Sentence(failure)}");
    }

    private Task RefuseAsync(Guid requestId, string why, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var row = await db.Requests.SingleAsync(r => r.Id == requestId, stop);
        await Ledger.ApplyAsync(db, row, Signal.RefusedOnReread, null, why, time.GetUtcNow(), stop);
        await BatchProgress.SettleAsync(db, row.BatchId, time.GetUtcNow(), stop);
    }, stop);

    private Task PauseAsync(Batch batch, string why) => database.WriteAsync(async db =>
    {
        var row = await db.Batches.SingleAsync(b => b.Id == batch.Id);
        await BatchLedger.PauseAsync(db, row, null, why, time.GetUtcNow(), CancellationToken.None);
    }, CancellationToken.None);

    private Task PostponeAsync(DeviceRequest request, string why)
    {
        health.Report("Sending", HealthState.Degraded, why);
        return database.WriteAsync(async db =>
        {
            var row = await db.Requests.SingleAsync(r => r.Id == request.Id);
            if (row.State != DeviceState.Planned)
                return;
            (row.NotBefore, row.Note) = (time.GetUtcNow() + WaitAfterFailedRead, why);
            row.Version++;
            db.Announce(ChangeKind.Request, row.BatchId);
        }, CancellationToken.None);
    }

    [LoggerMessage(2001, LogLevel.Warning, "Request {RequestId} could not be read or committed; nothing was sent")]
    private partial void LogReadFailed(Exception failure, Guid requestId);

    [LoggerMessage(2002, LogLevel.Information, "Request {RequestId} changed meanwhile; nothing was sent")]
    private partial void LogChangedMeanwhile(Guid requestId);
}
