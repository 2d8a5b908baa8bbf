using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Queries;

/// <summary>Where a batch's waves stand, and how a plan would go.</summary>
internal sealed class WaveQueries(ConsoleDatabase database, TenantIdentity tenant, SendBudget budget, ReviewSites reviewSites, PresentNumbers numbers, TimeProvider time)
{
    /// <summary>Proofs that are looked at for how long resets take, the latest.</summary>
    private const int Past = 1_000;

    private const int MostDevices = 100_000;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(90);

    /// <returns><c>null</c> for a batch that was confirmed without a plan.</returns>
    public static async Task<BatchWaves?> OfAsync(ConsoleDbContext db, Batch batch, DateTimeOffset now, CancellationToken stop)
    {
        if (batch.WavePlan is null && batch.Waves <= 1)
            return null;
        var counts = await WaveStandings.CountsAsync(db, batch.Id, stop);
        var standing = await WaveStandings.ReadAsync(db, batch, counts, stop);
        var (plan, words) = Read(batch, standing.Total);
        var step = plan is null || batch.State != BatchState.Running ? null : WaveJudge.Next(plan, standing, now);
        var borne = plan is null ? standing.Total : WaveJudge.Borne(plan, standing.Total, batch.FailuresAccepted);
        return new()
        {
            Plan = words,
            Waves = [.. counts.GroupBy(c => c.Wave).OrderBy(g => g.Key).Select(g => new WaveRow(g.Key + 1, g.ToDictionary(c => c.State, c => c.Count)))],
            Open = batch.OpenWave + 1,
            OpenedAt = batch.WaveOpenedAt,
            SoaksUntil = batch.WaveSoaksUntil,
            WaitsFor = standing.OpenWave < standing.Waves - 1 && step is WaveStep.Wait wait ? wait.Why : null,
            HaltedBecause = batch.HaltedBecause,
            Failures = standing.Failures,
            Borne = borne >= standing.Total ? null : borne,
        };
    }

    /// <summary>Plays a plan from its start on, in its window, at the present rate and by what past orders of this kind took.</summary>
    public async Task<Outcome<Rehearsed>> RehearseAsync(Admin admin, OrderKind kind, int devices, WavePlan plan, Timing? timing, CapOfReview? sites, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            return new Refused("no-access", "You may not look at this console.");
        if (devices is < 1 or > MostDevices)
            return new Refused("no-devices", $"{devices} devices cannot be rehearsed; 1 to {MostDevices} can.");
        if (WaveSizes.Mistakes(plan, devices) is { Count: > 0 } mistakes)
            return new Refused("wave-plan", string.Join(' ', mistakes));
        if (timing?.Mistakes() is { Count: > 0 } unusable)
            return new Refused("timing", string.Join(' ', unusable));
        var (told, refused) = await SitesAsync(admin, devices, sites, stop);
        if (refused is not null)
            return refused;
        var now = time.GetUtcNow();
        var (expected, perMinute, present) = await database.ReadAsync(async db =>
            (await ExpectedAsync(db, kind, now, stop), (await budget.ReadAsync(db, tenant.TenantId, now, stop)).PerMinute, await numbers.ShownAsync(db)));
        if (perMinute < 3)
            perMinute = budget.PerMinute;
        var result = Rehearsal.Play(new()
        {
            Plan = plan,
            Devices = devices,
            StartsAt = timing?.NextAfter(now) ?? now,
            SendsPer20Seconds = Math.Max(1, perMinute / 3),
            Window = timing?.Window,
            Sites = told,
            Expected = expected,
        });
        return new Rehearsed(result, expected, perMinute) { ConfirmationEnds = now.AddHours(present.ConfirmationValidHours) };
    }

    private async Task<(SitePlan? Plan, Refused? Refused)> SitesAsync(Admin admin, int devices, CapOfReview? sites, CancellationToken stop)
    {
        if (sites is null)
            return (null, null);
        var told = await reviewSites.PlanAsync(admin, sites, stop);
        if (told.Refused is { } refused)
            return (null, refused);
        return told.Value!.Mistakes(devices) is { Count: > 0 } wrong ? (null, new Refused("site-cap", string.Join(' ', wrong))) : (told.Value, null);
    }

    private async Task<Expectation> ExpectedAsync(ConsoleDbContext db, OrderKind kind, DateTimeOffset now, CancellationToken stop)
    {
        var orders = db.Requests.Where(r => r.Tenant == tenant.TenantId && r.Kind == kind);
        var from = now - Lately;
        var proven = await orders.Where(r => r.State == DeviceState.Completed && r.ChangedAt > from && r.SecondsToProof != null)
            .OrderByDescending(r => r.ChangedAt).Take(Past).Select(r => new { r.ChangedAt, Seconds = r.SecondsToProof!.Value }).ToListAsync(stop);

        // The others from the same time; who has had a day and shows nothing lies in a drawer.
        var (since, until) = (proven.Count == Past ? proven[^1].ChangedAt : from, now - TimeSpan.FromDays(1));
        var failed = await orders.CountAsync(r => r.State == DeviceState.Failed && r.ChangedAt > since, stop)
            + await orders.CountAsync(r => r.State == DeviceState.Stalled && r.ChangedAt > since, stop);
        var open = await orders.CountAsync(r => r.State == DeviceState.Pending && r.ChangedAt > since && r.AcceptedAt < until, stop);
        return Expectation.FromPast([.. proven.Select(p => TimeSpan.FromSeconds(p.Seconds))], failed, open);
    }

    private static (WavePlan? Plan, string Words) Read(Batch batch, int devices)
    {
        try
        {
            var plan = FrozenPlan.Of(batch);
            return (plan, WaveWords.Of(plan, devices)!);
        }
        catch (FormatException unreadable)
        {
            return (null, $"Nothing is sent: {unreadable.Message}");
        }
    }
}
