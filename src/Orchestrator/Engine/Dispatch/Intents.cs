using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Commits the intent before the POST and the answer after it. Kill switch, batch state, confirmation's age, caps and lease are conditions of the intent's
/// own transaction (design.md, Sending): what was stopped a moment ago is not sent.
/// </summary>
internal sealed class Intents(ConsoleDatabase database, GuardGate guard, DispatchHold hold, TimeProvider time)
{
    /// <returns>The attempt to send, or <c>null</c> when something stopped it.</returns>
    public Task<SendAttempt?> CommitAsync(Guid requestId, Snapshot before, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var now = time.GetUtcNow();
        var request = await db.Requests.SingleAsync(r => r.Id == requestId, stop);
        var batch = await db.Batches.SingleAsync(b => b.Id == request.BatchId, stop);
        if (request.State != DeviceState.Planned || request.NotBefore > now || !await hold.IsOursAsync(db, stop))
            return null;
        if (await guard.MaySendAsync(db, batch, request.Id, now, stop) is not null)
            return null;

        var attempt = new SendAttempt
        {
            Id = Guid.CreateVersion7(now),
            RequestId = request.Id,
            BatchId = batch.Id,
            Tenant = request.Tenant,
            Number = 1 + await db.Attempts.CountAsync(a => a.RequestId == request.Id, stop),
            LiveRequestId = request.Id,
            AccountId = batch.SendsAs.Id,
            Node = hold.Node,
            FencingToken = hold.Token,
            IntentAt = now,
        };
        db.Attempts.Add(attempt);
        request.Before = before;
        await Ledger.ApplyAsync(db, request, Signal.Claimed, batch.SendsAs, $"Sending attempt {attempt.Number} as {batch.SendsAs.Name}.", now, stop,
            new Dictionary<string, string?> { ["attempt"] = attempt.Id.ToString(), ["fencingToken"] = $"{attempt.FencingToken}", ["node"] = attempt.Node });
#if FAILPOINTS
        Failpoint.Hit("after-claim");
#endif
        return attempt;
    }, stop);

    /// <summary>Records what the answer means. Never cancelled: the POST has happened.</summary>
    public Task SettleAsync(Guid attemptId, int? status, Answer answer) => database.WriteAsync(async db =>
    {
        var now = time.GetUtcNow();
        var attempt = await db.Attempts.SingleAsync(a => a.Id == attemptId);
        var request = await db.Requests.SingleAsync(r => r.Id == attempt.RequestId);
        var batch = await db.Batches.SingleAsync(b => b.Id == request.BatchId);
        if (request.State != DeviceState.Sending || attempt.AnsweredAt is not null)
            return;

        (attempt.AnsweredAt, attempt.Status, attempt.Answer, attempt.ApprovalCode) = (now, status, answer.Text, answer.ApprovalCode);
        if (answer.Signal is not (Signal.Accepted or Signal.AnswerLost or Signal.RateLimited))
            attempt.LiveRequestId = null;
        Consequences(request, answer, now);
        await Ledger.ApplyAsync(db, request, answer.Signal, batch.SendsAs, answer.Text, now, CancellationToken.None,
            new Dictionary<string, string?> { ["attempt"] = attempt.Id.ToString(), ["status"] = $"{status}" });
        if (answer.Signal == Signal.NotAuthorised)
            await BatchLedger.PauseAsync(db, batch, null, answer.Text, now, CancellationToken.None);
        await BatchProgress.SettleAsync(db, batch.Id, now, CancellationToken.None);
#if FAILPOINTS
        Failpoint.Hit("before-outcome-commit");
#endif
    }, CancellationToken.None);

    private static void Consequences(DeviceRequest request, Answer answer, DateTimeOffset now)
    {
        switch (answer.Signal)
        {
            case Signal.Accepted:
                (request.AcceptedAt, request.ArmedSince, request.LastEvidenceAt, request.NextLookAt) = (now, now, now, now);
                request.Grade = EvidenceGrade.Accepted;
                break;
            case Signal.RateLimited:
                request.Throttles++;
                (request.NotBefore, request.ThrottleCleanSince) = (answer.NotBefore, null);
                break;
            case Signal.AnswerLost:
                request.NextLookAt = now;
                break;
            case Signal.NeverLeft:
                request.NotBefore = now + TimeSpan.FromSeconds(30);
                break;
        }
    }
}
