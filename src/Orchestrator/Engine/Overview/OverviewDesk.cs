using AutopilotReset.Engine.Batches.Queries;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Schedules;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Overview;

/// <summary>What is going on and what needs a person, counted from the rows behind it.</summary>
internal sealed class OverviewDesk(ConsoleDatabase database, IDeviceCatalogue catalogue, EngineHealth health, SendBudget budget, ReadBudget reads, TenantIdentity tenant, IOptions<GuardOptions> options, TimeProvider time) : IOverview
{
    private const int MostRows = 10;
    private const int MostBatches = 20;

    private static readonly DeviceState[] PersonStates = [.. DeviceStates.All.Where(s => s.NeedsPerson())];

    /// <exception cref="UnauthorizedAccessException">The admin was not let in.</exception>
    public async Task<OverviewView> GetAsync(Admin admin, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            throw new UnauthorizedAccessException("Only those whom this console let in may see its overview.");
        var inventory = await catalogue.StatusAsync(admin, stop);
        return await database.ReadAsync(async db =>
        {
            var requests = db.Requests.Where(r => r.Tenant == tenant.TenantId);
            var armed = requests.Where(r => r.ArmedSince != null);
            var now = time.GetUtcNow();
            var sending = await budget.ReadAsync(db, tenant.TenantId, now, stop);
            return new OverviewView
            {
                Armed = await armed.CountAsync(stop),
                OldestArmed = await armed.OrderBy(r => r.ArmedSince).ThenBy(r => r.Id).Take(MostRows).Select(RequestRows.Shown).ToListAsync(stop),
                Running = await RunningAsync(db, stop),
                WaitingForApproval = await WaitingAsync(db, stop),
                StartsMissed = await StartsMissedAsync(db, stop),
                Drafts = await DraftRows.ReadAsync(
                    db, db.Set<ScheduleDraft>().Where(d => d.Tenant == tenant.TenantId && DraftRows.ForAPerson.Contains(d.State)).OrderBy(d => d.At).Take(MostBatches), stop),
                NeedsPerson = await NeedsPersonAsync(requests, stop),
                SuccessRate = await Outcomes.SuccessRateAsync(requests, now, stop),
                MedianTimeToProof = await Outcomes.MedianTimeToProofAsync(requests, now, stop),
                HybridWaiting = await RequestQueries.HybridWaiting(requests, now).OrderBy(r => r.ReadyFrom).Take(MostRows).Select(RequestRows.Shown).ToListAsync(stop),
                BudgetLeft = sending.LeftThisMinute,
                BudgetPerMinute = budget.PerMinute,
                RatePerMinute = sending.PerMinute,
                HeldUntil = sending.HeldUntil,
                SentLastMinute = await SentLastMinuteAsync(db, now, stop),
                Reads = [.. reads.State.Select(Room)],
                KillSwitch = await GuardQueries.KillSwitchAsync(db, tenant.TenantId, stop),
                Inventory = inventory,
                Health = health.Rows,
            };
        });
    }

    private Task<int> SentLastMinuteAsync(ConsoleDbContext db, DateTimeOffset now, CancellationToken stop)
    {
        var from = now.AddMinutes(-1);
        return db.Attempts.CountAsync(a => a.Tenant == tenant.TenantId && a.IntentAt > from, stop);
    }

    private static ReadRoom Room(ReadBudgetState state) => new(
        state.Class switch
        {
            ReadClass.IntuneDevices => "Intune devices",
            ReadClass.IntuneConfiguration => "Intune configuration",
            ReadClass.IntuneEnrollment => "Autopilot",
            ReadClass.IntuneAuditing => "Intune audit",
            _ => "Entra",
        },
        state.Left, state.Allowed, (int)state.Window.TotalSeconds, state.Yielding, state.Waiting);

    private async Task<IReadOnlyList<BatchRow>> RunningAsync(ConsoleDbContext db, CancellationToken stop)
    {
        var batches = await db.Batches.Where(b => b.Tenant == tenant.TenantId && b.State != BatchState.Finished)
            .OrderBy(b => b.State).ThenByDescending(b => b.ConfirmedAt).Take(MostBatches).ToListAsync(stop);
        return await RowsAsync(db, batches, stop);
    }

    private async Task<IReadOnlyList<BatchRow>> WaitingAsync(ConsoleDbContext db, CancellationToken stop) => await RowsAsync(
        db, await db.Batches.Where(b => b.Tenant == tenant.TenantId).Where(Approvals.IsMissing).OrderBy(b => b.ConfirmedAt).Take(MostBatches).ToListAsync(stop), stop);

    private async Task<IReadOnlyList<BatchRow>> StartsMissedAsync(ConsoleDbContext db, CancellationToken stop) => await RowsAsync(
        db,
        await db.Batches.Where(b => b.Tenant == tenant.TenantId && b.State == BatchState.Paused && b.StartMissedAt != null && b.BegunAt == null).OrderBy(b => b.StartMissedAt).Take(MostBatches).ToListAsync(stop),
        stop);

    private Task<IReadOnlyList<BatchRow>> RowsAsync(ConsoleDbContext db, IReadOnlyList<Batch> batches, CancellationToken stop) =>
        BatchQueries.RowsAsync(db, batches, options.Value, time.GetUtcNow(), stop);

    private static async Task<IReadOnlyDictionary<DeviceState, int>> NeedsPersonAsync(IQueryable<DeviceRequest> requests, CancellationToken stop)
    {
        var counts = await requests.Where(r => PersonStates.Contains(r.State)).GroupBy(r => r.State)
            .Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(stop);
        return counts.ToDictionary(c => c.State, c => c.Count);
    }
}
