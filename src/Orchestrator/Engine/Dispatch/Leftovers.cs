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
internal sealed class Leftovers(ConsoleDatabase database, LiveDevices live, TimeProvider time)
{
    /// <summary>Two clean reads must be this far apart.</summary>
    public static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(60);

    /// <summary>After this many 429s the next is not followed by another send.</summary>
    public const int MostThrottles = 2;

    /// <summary>Every request in Sending that nobody in this process is sending.</summary>
    public async Task<int> RecoverAsync(IReadOnlySet<Guid> inFlight, string tenant, CancellationToken stop)
    {
        var sending = await database.ReadAsync(db => db.Requests.Where(r => r.Tenant == tenant && r.State == DeviceState.Sending).Select(r => r.Id).ToListAsync(stop));
        return sending.All(inFlight.Contains) ? 0 : await MarkAsync(inFlight, tenant, stop);
    }

    private Task<int> MarkAsync(IReadOnlySet<Guid> inFlight, string tenant, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var now = time.GetUtcNow();
        var sending = await db.Requests.Where(r => r.Tenant == tenant && r.State == DeviceState.Sending).ToListAsync(stop);
        var lost = sending.Where(r => !inFlight.Contains(r.Id)).ToList();
        foreach (var request in lost)
        {
            request.NextLookAt = now;
            await Ledger.ApplyAsync(db, request, Signal.AnswerLost, null, "The console stopped while sending; Intune may have taken the order.", now, stop);
        }

        return lost.Count;
    }, stop);

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
        }
    }
}
