using System.Data.Common;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// The conditions of the dispatcher's intent transaction (design.md, Sending): read from the rows of that very transaction, so that a stop that committed
/// before the intent stops it. What cannot be read refuses (invariant 8).
/// </summary>
public sealed class GuardGate(PresentNumbers numbers, IOptions<GuardOptions> options)
{
    /// <summary>Whether one more device of the batch may be sent now.</summary>
    /// <param name="db">The context of the intent transaction.</param>
    /// <param name="batch">The batch, read in that transaction.</param>
    /// <param name="request">The device to be sent: an earlier attempt of its own does not count against the cap twice. <c>null</c>: any device.</param>
    /// <param name="now">Present time.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns><c>null</c> when it may; else why not: <c>kill-switch</c>, <c>batch-not-running</c>, <c>confirmation-expired</c>, <c>approval-wanted</c>, <c>approval-expired</c>, <c>approval-void</c>, <c>not-yet</c>, <c>start-missed</c>, <c>wave-threshold</c>, <c>daily-cap</c>, <c>hourly-cap</c>, <c>daily-cap-person</c>, <c>hourly-cap-person</c> or <c>guards-unreadable</c>.</returns>
    public async Task<Refused?> MaySendAsync(ConsoleDbContext db, Batch batch, DeviceRequest? request, DateTimeOffset now, CancellationToken stop) =>
        await StandsAsync(db, batch, now, stop) ?? await CappedAsync(db, batch, request, now, stop);

    /// <summary>All that is asked of the batch as a whole, whatever the caps leave.</summary>
    internal Task<Refused?> StandsAsync(ConsoleDbContext db, Batch batch, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(batch);
        return OrUnreadableAsync(async () =>
        {
            var present = await numbers.ReadAsync(db);
            return await KillSwitchAsync(db, batch.Tenant, stop) ?? BatchStands(batch, present, now) ?? Approvals.Refuse(batch, present, now) ?? Timing(batch, now) ?? SitesReadable(batch) ?? await WavesAsync(db, batch, stop);
        });
    }

    /// <summary>Which cap holds the batch back, with words that say until when; <c>null</c>: none.</summary>
    internal Task<Refused?> CappedAsync(ConsoleDbContext db, Batch batch, DeviceRequest? request, DateTimeOffset now, CancellationToken stop) =>
        OrUnreadableAsync(async () => await (await CapsAsync(db, batch.Tenant, now, stop)).RefuseAsync(db, batch, request, stop));

    /// <summary>What the caps leave to all batches of this transaction together.</summary>
    /// <exception cref="GuardsUnreadableException">The guards' numbers cannot be read.</exception>
    internal async Task<SendCaps> CapsAsync(ConsoleDbContext db, string tenant, DateTimeOffset now, CancellationToken stop) =>
        await SendCaps.ReadAsync(db, tenant, await numbers.ReadAsync(db), now, stop);

    private static async Task<Refused?> OrUnreadableAsync(Func<Task<Refused?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return Unreadable(e.Message);
        }
    }

    /// <summary>What cannot be read, rather than what failed otherwise.</summary>
    internal static bool IsUnreadable(Exception e) => e is DbException or InvalidOperationException or FormatException or OptionsValidationException;

    /// <exception cref="GuardsUnreadableException">The guards' numbers cannot be read.</exception>
    internal async Task<Refused?> ApprovalAsync(ConsoleDbContext db, Batch batch, DateTimeOffset now) => Approvals.Refuse(batch, await numbers.ReadAsync(db), now);

    /// <summary>What a last look before the POST asks of a batch's own row: approval, start and window.</summary>
    /// <param name="text">The changed numbers, read together with the batch; <c>null</c>: their row is gone.</param>
    /// <exception cref="GuardsUnreadableException">The guards' numbers cannot be read.</exception>
    internal Refused? LastLook(Batch batch, string? text, DateTimeOffset now) => Approvals.Refuse(batch, numbers.Of(text), now) ?? Timing(batch, now);

    /// <summary>Whether its start has come and its window is open: <c>null</c>, or why it may not be sent by the clock.</summary>
    internal Refused? Timing(Batch batch, DateTimeOffset now) => Timings.Refuse(batch, options.Value, now);

    /// <summary>It stands confirmed and approved, and merely waits for its time.</summary>
    internal async Task<bool> OnlyWaitsAsync(ConsoleDbContext db, Batch batch, DateTimeOffset now)
    {
        try
        {
            return Timing(batch, now) is { Code: Timings.NotYet } && await numbers.ReadAsync(db) is var present && BatchStands(batch, present, now) is null && Approvals.Refuse(batch, present, now) is null;
        }
        catch (GuardsUnreadableException)
        {
            // Whoever asks whether it may be sent is told.
            return false;
        }
    }

    internal static Refused Unreadable(string why) =>
        new("guards-unreadable", $"The guards could not be read, so nothing is sent: {why}");

    internal static async Task<Refused?> KillSwitchAsync(ConsoleDbContext db, string tenant, CancellationToken stop)
    {
        // Not what somebody asked of it: a damaged ask is no reason to know nothing of the switch.
        var row = await db.Set<KillSwitchRow>().Where(k => k.Tenant == tenant).Select(k => new { k.On, k.Since, k.By, k.Reason }).FirstOrDefaultAsync(stop);
        return row switch
        {
            null => Unreadable("the kill switch has no row. Restart the console."),
            { On: true } => new Refused("kill-switch", $"The kill switch is on since {row.Since:u} ({row.By}: {row.Reason}). Nothing is sent until it is off."),
            _ => null,
        };
    }

    private static Refused? BatchStands(Batch batch, GuardNumbers present, DateTimeOffset now)
    {
        if (batch.State != BatchState.Running)
            return new Refused("batch-not-running", $"The batch is {batch.State.ToString().ToLowerInvariant()}: {batch.StateReason}");
        var age = now - batch.StandsSince;
        if (age < TimeSpan.Zero)
            return Unreadable($"the confirmation is from {batch.StandsSince:u}, which is in the future. Check this machine's clock.");
        return age <= TimeSpan.FromHours(present.ConfirmationValidHours)
            ? null
            : new Refused("confirmation-expired", $"The confirmation of {batch.StandsSince:u} is older than {present.ConfirmationValidHours} h. Take the batch over to confirm what is left, or cancel it.");
    }

    /// <summary>Which of its sites have room is asked device by device (<see cref="SiteRooms"/>).</summary>
    /// <exception cref="FormatException">The cap cannot be read.</exception>
    private static Refused? SitesReadable(Batch batch)
    {
        _ = FrozenSiteCap.Of(batch);
        return null;
    }

    /// <summary>More failures than the wave plan bears: no further send, also before the batch has been halted for it.</summary>
    private static async Task<Refused?> WavesAsync(ConsoleDbContext db, Batch batch, CancellationToken stop)
    {
        var plan = FrozenPlan.Of(batch);
        if (batch.WavePlan is null)
            return null;
        var failures = await WaveStandings.FailuresAsync(db, batch.Id, stop);
        if (failures <= batch.FailuresAccepted)
            return null;
        var borne = WaveJudge.Borne(plan, await db.Requests.CountAsync(r => r.BatchId == batch.Id, stop), batch.FailuresAccepted);
        return failures <= borne ? null : new Refused("wave-threshold", $"{failures} devices of the batch failed or stalled; its plan bears {borne}. The rest waits for a person.");
    }
}
