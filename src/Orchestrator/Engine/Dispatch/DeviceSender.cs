using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>Takes one due device from standing to settled answer: standing → live read → budget → intent → POST → answer.</summary>
internal sealed partial class DeviceSender(
    Preparation preparation, Intents intents, Settlements settlements, Clearance clearance, WipeSender wipe, Standings standings, SendBucket bucket,
    SendPace pace, NotSent notSent, EngineHealth health, TimeProvider time, ILogger<DeviceSender> log)
{
    /// <summary>A live read older than this is made again before the POST.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    /// <summary>Between tries to record an answer. It is tried until it succeeds: an answer that was given must not be lost to a full disk.</summary>
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <param name="request">The device, Planned when it was read.</param>
    /// <param name="batch">Its batch.</param>
    /// <param name="token">The hold of the lease under which it was taken up; under another nothing of it leaves.</param>
    /// <param name="stop">Cancels what has not left yet.</param>
    public async Task SendAsync(DeviceRequest request, Batch batch, long token, CancellationToken stop)
    {
        using var span = OrderTraces.StartSend(request.Id, batch.Id);
        try
        {
            var times = new SendTimes(time);
            if (!await HasStandingAsync(batch, stop))
                return;
            times.End(SendStage.Standing);
            if (await PreparedAsync(request, batch, stop) is not { } prepared)
                return;
            times.End(SendStage.Reads);
            using var allowed = await bucket.TakeAsync(stop);
            times.End(SendStage.Budget);

            // The wait for the budget may have been long: a role lost meanwhile counts.
            if (!await HasStandingAsync(batch, stop))
                return;
            if (await FreshAsync(prepared, request, batch, stop) is not { } fresh)
                return;
            times.End(SendStage.Reads);
#if FAILPOINTS
            Failpoint.Hit("before-claim");
#endif
            var intent = new Intent(Guid.CreateVersion7(time.GetUtcNow()), request.Id, fresh.Before!, token, batch.SendsAs.Id);
            if (await CommitAsync(intent) is not { } attempt)
                return;
            times.End(SendStage.Intent);
            await PostAsync(request, batch, attempt, allowed, times, stop);
            pace.Took(times);
        }
        catch (SignInNeededException ended)
        {
            await notSent.PauseAsync(batch, $"{batch.SendsAs.Name} must sign in again: {ended.Message}");
        }
        catch (AuthorityUnreachableException unreachable)
        {
            await notSent.PostponeAsync(request, $"Entra could not be reached; nothing was sent. {unreachable.Message}");
        }
        catch (DbUpdateConcurrencyException)
        {
            LogChangedMeanwhile(request.Id);
        }
        catch (Exception failure) when (failure is not ObjectDisposedException && (failure is not OperationCanceledException || !stop.IsCancellationRequested))
        {
            LogReadFailed(failure, request.Id);
            await notSent.ReadFailedAsync(request, batch, failure);
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
            await notSent.PauseAsync(batch, $"{batch.SendsAs.Name}: {standing.Reason}");
        return false;
    }

    /// <summary>A device that may be sent as it was just read; <c>null</c> when it was refused.</summary>
    private async Task<Prepared?> PreparedAsync(DeviceRequest request, Batch batch, CancellationToken stop)
    {
        var prepared = await preparation.ReadAsync(request, batch, stop);
        if (prepared.Refusal is not { } refusal)
            return prepared;
        await notSent.RefuseAsync(request.Id, refusal, stop);
        return null;
    }

    private async Task<Prepared?> FreshAsync(Prepared prepared, DeviceRequest request, Batch batch, CancellationToken stop) =>
        time.GetElapsedTime(prepared.ReadStamp) > FreshFor ? await PreparedAsync(request, batch, stop) : prepared;

    private async Task<SendAttempt?> CommitAsync(Intent intent)
    {
        try
        {
            return await intents.CommitAsync(intent);
        }
        catch (Exception failure) when (failure is not DbUpdateConcurrencyException)
        {
            // A COMMIT whose answer was lost may have happened: nothing of it has left, and that is what is recorded then.
            if (await intents.WasCommittedAsync(intent.AttemptId))
                await RecordAsync(new Settlement(intent.AttemptId, null, null, Answers.Withheld($"the database did not answer ({failure.Message})")));
            throw;
        }
    }

    private async Task PostAsync(DeviceRequest request, Batch batch, SendAttempt attempt, SendToken allowed, SendTimes times, CancellationToken stop)
    {
#if FAILPOINTS
        Failpoint.Hit("after-intent-commit");
#endif
        DateTimeOffset? leftAt = null;
        var (status, meaning) = await AnswerAsync();
        times.End(SendStage.Post);
        if (meaning.Hold is { } wait)
            bucket.Hold(wait);
        allowed.Dispose();
        if (meaning.Pauses)
            standings.Forget(batch.SendsAs);
        await RecordAsync(new Settlement(attempt.Id, status, leftAt, meaning));
#if FAILPOINTS
        Failpoint.Hit("after-outcome-commit");
#endif
        times.End(SendStage.Answer);
        health.Report("Sending", HealthState.Works, $"Last answer: {meaning.Text}");

        async Task<(int? Status, Answer Answer)> AnswerAsync()
        {
            try
            {
                if (await clearance.AskAsync(request, attempt.FencingToken) is { } stopped)
                    return (null, Answers.Withheld(stopped));
                times.End(SendStage.Clearance);

                // Past the last check nothing is cancelled: the POST is made, or is known not to have left.
                var answer = await wipe.PostAsync(OrderOf(request, batch, attempt), LastCheck, CancellationToken.None);
                if (answer.NeverLeft)
                    (leftAt, allowed.Left) = (null, false);
                if (Answers.LimitUsed(answer.Headers) is { } used)
                    bucket.Yield(used);
                return (answer.Status, Answers.Read(answer, time.GetUtcNow(), attempt.SentApprovalCode is not null));
            }
            catch (Exception noToken) when (noToken is SignInNeededException or AuthorityUnreachableException)
            {
                return (null, Answers.NoToken(noToken, batch.SendsAs.Name, time.GetUtcNow()));
            }
        }

        string? LastCheck()
        {
            if (clearance.AskAtOnce(attempt.FencingToken, stop) is { } stopped)
                return stopped;
            (leftAt, allowed.Left) = (time.GetUtcNow(), true);
            return null;
        }
    }

    private static WipeOrder OrderOf(DeviceRequest request, Batch batch, SendAttempt attempt) => new(
        attempt.Id, request.ManagedDeviceId, request.Kind, batch.SendsAs, batch.Id,
        attempt.Justification ?? ApprovalJustification.Of(batch.Justification, batch.Ticket, batch.Id), attempt.SentApprovalCode);

    private async Task RecordAsync(Settlement settlement)
    {
        while (true)
        {
            try
            {
                await settlements.SettleAsync(settlement);
                return;
            }
            catch (Exception failure) when (failure is not ObjectDisposedException)
            {
                LogNotRecorded(failure, settlement.AttemptId);
                health.Report("Sending", HealthState.Broken, $"An answer of Graph could not be recorded and is tried again: {failure.Message}");
                await Task.Delay(BetweenTries, time);
            }
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Request {RequestId} could not be read or committed; nothing was sent")]
    private partial void LogReadFailed(Exception failure, Guid requestId);

    [LoggerMessage(2002, LogLevel.Information, "Request {RequestId} changed meanwhile; nothing was sent")]
    private partial void LogChangedMeanwhile(Guid requestId);

    [LoggerMessage(2003, LogLevel.Error, "The answer to attempt {AttemptId} could not be recorded; it is tried again")]
    private partial void LogNotRecorded(Exception failure, Guid attemptId);
}
