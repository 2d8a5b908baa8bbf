using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tracking;

/// <summary>One observation being written into its request, inside one transaction: judge, apply, conclude, check the deadline.</summary>
internal sealed class Look(ConsoleDbContext db, DeviceRequest row, Batch batch, Observation seen, TrackingOptions options, DateTimeOffset now, CancellationToken stop)
{
    /// <summary>After a wipe of a hybrid device, until it can be deployed again (mission.md).</summary>
    private static readonly TimeSpan HybridReadiness = TimeSpan.FromHours(24);

    private DateTimeOffset _orderedAt;

    public async Task RecordAsync()
    {
        var entered = row.State;
        var judgement = row.Before is { } before ? await JudgeAsync(before) : null;
        foreach (var signal in judgement?.Signals ?? [])
            await ApplyAsync(signal);
        row.Grade = Max(row.Grade, judgement?.Grade ?? row.Grade);
        row.Latest = seen;

        if (row.State is DeviceState.Verifying && row.Before is { } snapshot)
            await ConcludeAsync(snapshot, judgement!.ResetAt);
        if (row.State is DeviceState.Pending or DeviceState.Active && row.Deadline <= now)
            await SignalAsync(new(Signal.DeadlinePassed, StallText(), new Dictionary<string, string?> { ["deadline"] = EvidenceWords.Time(row.Deadline) }));

        row.NextLookAt = TrackingClock.NextLook(row, options, now);
        row.Version++;
        if (row.State.IsTerminal() && entered.IsOpen())
            await BatchProgress.SettleAsync(db, row.BatchId, now, stop);
    }

    private async Task<EvidenceJudgement> JudgeAsync(Snapshot before)
    {
        _orderedAt = await db.Attempts.Where(a => a.LiveRequestId == row.Id).Select(a => (DateTimeOffset?)a.IntentAt).FirstOrDefaultAsync(stop)
            ?? row.AcceptedAt ?? row.ChangedAt;
        var byHand = await db.Set<HolderChange>().Where(c => c.ManagedDeviceId == row.ManagedDeviceId && c.At >= _orderedAt).Select(c => c.Holder).ToListAsync(stop);
        var judgement = EvidenceJudge.Judge(new EvidenceQuestion
        {
            Kind = row.Kind,
            State = row.State,
            Before = before,
            OrderedAt = _orderedAt,
            Now = seen,
            ClockSkew = options.ClockSkew,
            Known = new KnownEvidence { Grade = row.Grade, SeenAt = row.SeenAt, ReportedAt = row.ReportedAt, Previous = row.Latest, ChangedByHand = byHand.ToHashSet() },
        });
        foreach (var holder in judgement.ChangedByHand)
            db.Add(new HolderChange { Id = Guid.CreateVersion7(now), ManagedDeviceId = row.ManagedDeviceId, Holder = holder, At = now, Origin = HolderChangeOrigin.BeforeContact });
        if (judgement.Signals.Count > 0)
            row.SeenAt ??= judgement.SeenAt;
        return judgement;
    }

    private async Task ApplyAsync(EvidenceSignal signal)
    {
        if (!await SignalAsync(signal))
            return;
        row.LastEvidenceAt = now;
        switch (signal.Signal)
        {
            case Signal.OrderFound:
                row.AcceptedAt ??= _orderedAt;
                row.ArmedSince ??= row.AcceptedAt;
                row.Deadline = TrackingClock.DeadlineOf(row, options, now);
                break;
            case Signal.Seen when row.State == DeviceState.Pending:
                row.Deadline = Min(row.Deadline, now + options.PickUpDeadline);
                break;
            case Signal.Reported:
                row.ReportedAt ??= now;
                break;
            case Signal.Proven or Signal.RecordGone or Signal.ReportedFailed:
                Disarm(signal.Signal);
                break;
        }
    }

    private void Disarm(Signal signal)
    {
        row.ArmedSince = null;
        if (signal != Signal.Proven && (signal != Signal.RecordGone || row.Kind != OrderKind.Wipe))
            return;
        row.ProvenAt ??= now;
        if (row is { Kind: OrderKind.Wipe, WasHybrid: true })
            row.ReadyFrom ??= now + HybridReadiness;
    }

    private async Task ConcludeAsync(Snapshot before, DateTimeOffset? resetAt)
    {
        var conclusion = EvidenceConclusion.Of(new ConclusionQuestion
        {
            Before = before,
            Now = seen,
            Grade = row.Grade,
            NextUser = batch.NextUser,
            ResetAt = resetAt,
            ReportedAt = row.ReportedAt,
            DeadlinePassed = row.Deadline <= now,
        });
        if (conclusion is null)
            return;
        (row.Findings, row.ReportedOnly) = (conclusion.Findings, conclusion.ReportedOnly);
        await SignalAsync(new(conclusion.Signal, conclusion.Text, new Dictionary<string, string?> { ["grade"] = row.Grade.ToString(), ["nextUser"] = batch.NextUser.ToString() }));
    }

    /// <summary>Through the ledger; evidence about an order whose request has ended is audited without a change of state.</summary>
    private async Task<bool> SignalAsync(EvidenceSignal signal)
    {
        var was = row.State;
        if (await Ledger.ApplyAsync(db, row, signal.Signal, null, signal.Text, now, stop, signal.Values))
        {
            if (row.State != was)
                row.Deadline = TrackingClock.DeadlineOf(row, options, now);
            return true;
        }

        if (!row.State.IsTerminal())
            return false;
        (row.Note, row.ChangedAt) = (signal.Text, now);

        // Closed by a person, armed all the same, and now it begins: its site's line bears it like any other.
        if (row is { SiteTag: not null, ArmedSince: not null })
            row.AtWorkSince = Rebuilding.After(signal.Signal, DeviceState.Stalled, row.AtWorkSince, now);
        if (signal.Signal == Signal.Proven && row.Before is { } before && seen.Holders is { } holders)
            row.Findings = HolderJudge.Judge(before.Holders, holders, batch.NextUser, _ => false).Findings;
        await AuditChain.AppendAsync(db, row.Tenant, now, [AuditDraft.About(row, AuditEvents.For(signal.Signal), null, signal.Text, signal.Values)], stop);
        db.Announce(ChangeKind.Request, row.BatchId);
        return true;
    }

    private string StallText() => (row.State, row.SeenAt) switch
    {
        (DeviceState.Active, _) => "The device reported that it works on it, and nothing since. Still armed, still watched.",
        (_, { } seenAt) => $"Checked in at {EvidenceWords.Time(seenAt)} and showed nothing of the order since. Still armed, still watched.",
        _ => "No check-in since the order. Still armed, still watched: it is carried out at the device's next check-in.",
    };

    private static DateTimeOffset Min(DateTimeOffset? a, DateTimeOffset b) => a < b ? a.Value : b;

    private static EvidenceGrade Max(EvidenceGrade a, EvidenceGrade b) => a > b ? a : b;
}
