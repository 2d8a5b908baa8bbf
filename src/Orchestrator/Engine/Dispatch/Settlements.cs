using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>What became of one attempt.</summary>
/// <param name="Status">HTTP status; <c>null</c> when there was no answer.</param>
/// <param name="LeftAt">When its first byte was about to be written; <c>null</c> when nothing left.</param>
internal sealed record Settlement(Guid AttemptId, int? Status, DateTimeOffset? LeftAt, Answer Answer);

/// <summary>
/// Records answers, up to 20 together. Whoever made a POST records its answer, also when the lease was lost meanwhile and somebody else already called the
/// order Unknown: what Graph said is never lost.
/// </summary>
internal sealed class Settlements
{
    private readonly TimeProvider _time;
    private readonly GroupWriter<Settlement, bool> _group;

    public Settlements(ConsoleDatabase database, TimeProvider time)
    {
        _time = time;
        _group = new(database, SettleAsync);
    }

    /// <summary>Recorded once it returns. Never cancelled: the POST has happened.</summary>
    public Task SettleAsync(Settlement settlement) => _group.WriteAsync(settlement);

    private async Task<IReadOnlyList<bool>> SettleAsync(ConsoleDbContext db, IReadOnlyList<Settlement> settlements)
    {
        var now = _time.GetUtcNow();
        var ids = settlements.Select(s => s.AttemptId).ToList();
        var attempts = await db.Attempts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id);
        var requestIds = attempts.Values.Select(a => a.RequestId).ToList();
        var requests = await db.Requests.Where(r => requestIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id);
        var batchIds = requests.Values.Select(r => r.BatchId).Distinct().ToList();
        var batches = await db.Batches.Where(b => batchIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id);
        foreach (var settlement in settlements)
        {
            var attempt = attempts[settlement.AttemptId];
            var request = requests[attempt.RequestId];
            if (attempt.AnsweredAt is null)
                await SettleAsync(db, settlement, attempt, request, batches[request.BatchId], now);
        }

        foreach (var batchId in batchIds)
            await BatchProgress.SettleAsync(db, batchId, now, CancellationToken.None);
#if FAILPOINTS
        Failpoint.Hit("before-outcome-commit");
#endif
        return [.. settlements.Select(_ => true)];
    }

    private static async Task SettleAsync(ConsoleDbContext db, Settlement settlement, SendAttempt attempt, DeviceRequest request, Batch batch, DateTimeOffset now)
    {
        var answer = settlement.Answer;
        (attempt.AnsweredAt, attempt.Status, attempt.Answer, attempt.ApprovalCode, attempt.LeftAt) = (now, settlement.Status, answer.Text, answer.ApprovalCode, settlement.LeftAt);
        var isCurrent = attempt.LiveRequestId is not null;
        if (answer.Signal is not (Signal.Accepted or Signal.AnswerLost or Signal.RateLimited))
            attempt.LiveRequestId = null;

        var facts = new Dictionary<string, string?> { ["attempt"] = attempt.Id.ToString(), ["status"] = $"{settlement.Status}" };
        var onTime = request.State == DeviceState.Sending;
        if (!onTime)
            facts["late"] = "true";
        if (isCurrent && request.State is DeviceState.Sending or DeviceState.Unknown && await Ledger.ApplyAsync(db, request, answer.Signal, batch.SendsAs, answer.Text, now, CancellationToken.None, facts))
            await ConsequencesAsync(db, request, attempt, answer, batch, now);
        else
            await LateAsync(db, request, attempt, answer, batch, facts, now);
        await Withdrawn.SettleAsync(db, request, batch, now, CancellationToken.None);
        if (answer.Pauses)
            await BatchLedger.PauseAsync(db, batch, null, answer.Text, now, CancellationToken.None);
    }

    private static async Task ConsequencesAsync(ConsoleDbContext db, DeviceRequest request, SendAttempt attempt, Answer answer, Batch batch, DateTimeOffset now)
    {
        switch (answer.Signal)
        {
            case Signal.Accepted:
                Arm(request, now);
                break;
            case Signal.ApprovalRequired when request.State == DeviceState.AwaitingTenantApproval:
                request.NextLookAt = null;
                attempt.Justification ??= ApprovalJustification.Of(batch.Justification, batch.Ticket, batch.Id);
                attempt.Body = WipeSender.BodyOf(request.Kind);
                TenantApprovals.Begin(request, attempt, batch, answer.Text);
                break;
            case Signal.RateLimited:
                request.Throttles++;
                (request.NotBefore, request.ThrottleCleanSince) = (answer.NotBefore, null);
                break;
            case Signal.AnswerLost:
                request.NextLookAt = now;
                break;
            case Signal.NeverLeft:
                (request.NotBefore, request.NextLookAt) = (answer.NotBefore, null);

                // An earlier attempt may have left: the device then stays counted.
                if (attempt.Number == 1)
                    await SendTally.ReleaseAsync(db, request, CancellationToken.None);
                break;
            default:
                request.NextLookAt = null;
                break;
        }
    }

    /// <summary>
    /// The request moved on before its answer came: a person decided, evidence was found, or it is Unknown and a 429 proves nothing. The answer is kept and
    /// audited; an order that Graph accepted is armed, whatever was decided about it (rules.md, Armed).
    /// </summary>
    private static async Task LateAsync(ConsoleDbContext db, DeviceRequest request, SendAttempt attempt, Answer answer, Batch batch, Dictionary<string, string?> facts, DateTimeOffset now)
    {
        var text = $"The answer came late: {answer.Text}";
        if (answer.Signal == Signal.Accepted && request.ProvenAt is null)
        {
            attempt.LiveRequestId = request.Id;
            Arm(request, now);
        }

        (request.Note, request.ChangedAt) = (text, now);
        request.Version++;
        await AuditChain.AppendAsync(db, request.Tenant, now, [AuditDraft.About(request, AuditEvents.For(answer.Signal), batch.SendsAs, text, facts)], CancellationToken.None);
        db.Announce(Shared.Console.ChangeKind.Request, request.BatchId);
    }

    private static void Arm(DeviceRequest request, DateTimeOffset now)
    {
        request.AcceptedAt ??= now;
        request.ArmedSince ??= request.AcceptedAt;
        (request.LastEvidenceAt, request.NextLookAt) = (now, now);
        if (request.Grade < EvidenceGrade.Accepted)
            request.Grade = EvidenceGrade.Accepted;

        // Also where the request has moved on: the order is with Intune.
        if (request.SiteTag is not null)
            request.AtWorkSince = now;
    }
}
