using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>Devices of one wave in one state.</summary>
internal sealed record WaveCount(int Wave, DeviceState State, int Count);

/// <summary>Where a batch's waves stand, read from its rows: what the judge, the gate of every send and the page go by.</summary>
internal static class WaveStandings
{
    /// <summary>
    /// Ended without proof, or closed by a person while it was stalled: no success. What completed on Intune's word because nothing else could be seen counts
    /// as one (rules.md, Evidence).
    /// </summary>
    private static IQueryable<DeviceRequest> NotProven(ConsoleDbContext db, Guid batchId) =>
        db.Requests.Where(r => r.BatchId == batchId && r.State == DeviceState.CompletedWithFindings && r.ProvenAt == null && !r.ReportedOnly);

    /// <summary>Every wave's devices by state.</summary>
    public static Task<List<WaveCount>> CountsAsync(ConsoleDbContext db, Guid batchId, CancellationToken stop) =>
        db.Requests.Where(r => r.BatchId == batchId).GroupBy(r => new { r.State, r.Wave })
            .Select(g => new WaveCount(g.Key.Wave, g.Key.State, g.Count())).ToListAsync(stop);

    /// <summary>Devices that count against the threshold (<see cref="WaveJudge.IsFailure"/>).</summary>
    public static async Task<int> FailuresAsync(ConsoleDbContext db, Guid batchId, CancellationToken stop) =>
        await db.Requests.CountAsync(r => r.BatchId == batchId && r.State == DeviceState.Failed, stop)
        + await db.Requests.CountAsync(r => r.BatchId == batchId && r.State == DeviceState.Stalled, stop)
        + await NotProven(db, batchId).CountAsync(stop);

    public static async Task<WaveStanding> ReadAsync(ConsoleDbContext db, Batch batch, IReadOnlyList<WaveCount> counts, CancellationToken stop)
    {
        var open = counts.Where(c => c.Wave == batch.OpenWave).ToDictionary(c => c.State, c => c.Count);
        return new()
        {
            Total = counts.Sum(c => c.Count),
            OpenWave = batch.OpenWave,
            Waves = batch.Waves,
            InOpenWave = open,
            NotProvenInOpenWave = await NotProven(db, batch.Id).CountAsync(r => r.Wave == batch.OpenWave, stop),
            Failures = await FailuresAsync(db, batch.Id, stop),
            FailuresAccepted = batch.FailuresAccepted,
            LastSentAt = batch.OpenWave < batch.Waves - 1 ? await LastSentAsync(db, batch, stop) : null,
        };
    }

    /// <summary>Graph's last answer, or the last intent where an answer never came.</summary>
    private static Task<DateTimeOffset?> LastSentAsync(ConsoleDbContext db, Batch batch, CancellationToken stop) => db.Requests
        .Where(r => r.BatchId == batch.Id && r.Wave == batch.OpenWave).MaxAsync(r => r.AcceptedAt ?? r.CountedAt, stop);
}
