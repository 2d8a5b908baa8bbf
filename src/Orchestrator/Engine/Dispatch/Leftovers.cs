using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Settles what a send left behind: an intent without an answer becomes Unknown (a crash must never lead to a second POST), and a throttled order goes
/// back to Planned only after two reads at least 60 s apart show nothing of it (design.md).
/// </summary>
internal sealed class Leftovers(ConsoleDatabase database, LiveDevices live, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>Two clean reads must be this far apart.</summary>
    public static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(60);

    /// <summary>After this many 429s the next is not followed by another send.</summary>
    public const int MostThrottles = 2;

    /// <summary>
    /// Every request in Sending whose intent is older than the present hold, or is of it and nobody in this process is sending it. What another node is
    /// sending under a later hold is its own.
    /// </summary>
    public async Task<int> RecoverAsync(IReadOnlySet<Guid> inFlight, long token, CancellationToken stop)
    {
        var lost = await database.ReadAsync(db => Lost(db, token).Select(r => r.Id).ToListAsync(stop));
        lost.RemoveAll(inFlight.Contains);
        var marked = 0;
        foreach (var some in lost.Chunk(100))
            marked += await database.WriteAsync(db => MarkAsync(db, some, token, stop), stop);
        return marked;
    }

    private IQueryable<DeviceRequest> Lost(ConsoleDbContext db, long token) => db.Requests.Where(r =>
        r.Tenant == tenant.TenantId && r.State == DeviceState.Sending && !db.Attempts.Any(a => a.LiveRequestId == r.Id && a.FencingToken > token));

    private async Task<int> MarkAsync(ConsoleDbContext db, Guid[] ids, long token, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var lost = await Lost(db, token).Where(r => ids.Contains(r.Id)).ToListAsync(stop);
        foreach (var request in lost)
        {
            request.NextLookAt = now;
            await Ledger.ApplyAsync(db, request, Signal.AnswerLost, null, "The console stopped while sending; Intune may have taken the order.", now, stop);
        }

        foreach (var batchId in lost.Select(r => r.BatchId).Distinct())
            await BatchProgress.SettleAsync(db, batchId, now, stop);
        return lost.Count;
    }

    /// <summary>Looks at one throttled request that is due.</summary>
    public async Task ReconcileAsync(DeviceRequest request, Batch batch, CancellationToken stop)
    {
        using var purpose = ReadPurpose.Is(ReadPriority.Look);
        var facts = await live.ReadAsync(request.ManagedDeviceId, batch.SendsAs, batch.Id, stop);
        await database.WriteAsync(async db =>
        {
            var row = await db.Requests.SingleAsync(r => r.Id == request.Id, stop);
            if (row.State == DeviceState.Throttled)
                await JudgeAsync(db, row, facts, stop);
        }, stop);
    }

    private async Task JudgeAsync(ConsoleDbContext db, DeviceRequest row, DeviceFacts? facts, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var attempt = await db.Attempts.SingleAsync(a => a.LiveRequestId == row.Id, stop);
        if (facts is null || row.Throttles > MostThrottles)
        {
            row.NextLookAt = now;
            await Ledger.ApplyAsync(db, row, Signal.ThrottleUnclear, null, facts is null ? "Throttled, and the Intune record is gone." : "Throttled too often to try again.", now, stop);
        }
        else if (facts.ActionResults.Any(a => !row.Before!.ActionResults.Contains(a)) || facts.ManagementState is not ("managed" or null))
        {
            (row.AcceptedAt, row.ArmedSince, row.LastEvidenceAt, row.NextLookAt) = (now, now, now, now);
            row.Grade = EvidenceGrade.Accepted;
            await Ledger.ApplyAsync(db, row, Signal.OrderFound, null, "Graph answered 429, yet Intune has taken the order.", now, stop);
        }
        else if (row.ThrottleCleanSince is not { } clean)
        {
            (row.ThrottleCleanSince, row.NotBefore) = (now, now + BetweenReads);
            row.Version++;
        }
        else if (now - clean >= BetweenReads)
        {
            attempt.LiveRequestId = null;
            await Ledger.ApplyAsync(db, row, Signal.ThrottleCleared, null, "Two reads show that Intune did not take the order; it will be sent again.", now, stop);
            await Withdrawn.SettleAsync(db, row, await db.Batches.SingleAsync(b => b.Id == row.BatchId, stop), now, stop);
            await BatchProgress.SettleAsync(db, row.BatchId, now, stop);
        }
    }
}
