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
public sealed class GuardGate(IOptions<GuardOptions> options)
{
    /// <summary>Whether one more device of the batch may be sent now.</summary>
    /// <param name="db">The context of the intent transaction.</param>
    /// <param name="batch">The batch, read in that transaction.</param>
    /// <param name="request">The device to be sent: an earlier attempt of its own does not count against the cap twice. <c>null</c>: any device.</param>
    /// <param name="now">Present time.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns><c>null</c> when it may; else why not: <c>kill-switch</c>, <c>batch-not-running</c>, <c>confirmation-expired</c>, <c>approval-wanted</c>, <c>approval-expired</c>, <c>approval-void</c>, <c>not-yet</c>, <c>start-missed</c>, <c>wave-threshold</c>, <c>daily-cap</c> or <c>guards-unreadable</c>.</returns>
    public async Task<Refused?> MaySendAsync(ConsoleDbContext db, Batch batch, DeviceRequest? request, DateTimeOffset now, CancellationToken stop) =>
        (await RoomAsync(db, batch, request is null ? [] : [request], now, stop)).Refused;

    /// <summary>How many devices that are not counted yet may be sent now; those among <paramref name="wanted"/> that are counted need no room.</summary>
    internal async Task<(Refused? Refused, int Room)> RoomAsync(ConsoleDbContext db, Batch batch, IReadOnlyList<DeviceRequest> wanted, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            if ((await KillSwitchAsync(db, batch.Tenant, stop) ?? BatchStands(batch, now) ?? Approval(batch, now) ?? Timing(batch, now) ?? SitesReadable(batch) ?? await WavesAsync(db, batch, stop)) is { } refused)
                return (refused, 0);
            var room = options.Value.DevicesPer24Hours - await SentLast24HoursAsync(db, batch.Tenant, now, stop);
            return room > 0 || wanted.Any(r => SendTally.IsCounted(r, now)) ? (null, room) : (Full(options.Value.DevicesPer24Hours - room), 0);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or FormatException or OptionsValidationException)
        {
            return (Unreadable(e.Message), 0);
        }
    }

    /// <summary>Whether a second person's approval stands where one is needed: <c>null</c>, or why not.</summary>
    internal Refused? Approval(Batch batch, DateTimeOffset now) => Approvals.Refuse(batch, options.Value, now);

    /// <summary>Whether its start has come and its window is open: <c>null</c>, or why it may not be sent by the clock.</summary>
    internal Refused? Timing(Batch batch, DateTimeOffset now) => Timings.Refuse(batch, options.Value, now);

    /// <summary>It stands confirmed and approved, and merely waits for its time. Asks no database.</summary>
    internal bool OnlyWaits(Batch batch, DateTimeOffset now) => batch.Timing is not null && Timing(batch, now) is { Code: Timings.NotYet } && BatchStands(batch, now) is null && Approval(batch, now) is null;

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

    /// <summary>Devices for which a POST left, or may have left, in the last 24 hours.</summary>
    internal static Task<int> SentLast24HoursAsync(ConsoleDbContext db, string tenant, DateTimeOffset now, CancellationToken stop) => SendTally.SumAsync(db, tenant, now, stop);

    private Refused? BatchStands(Batch batch, DateTimeOffset now)
    {
        if (batch.State != BatchState.Running)
            return new Refused("batch-not-running", $"The batch is {batch.State.ToString().ToLowerInvariant()}: {batch.StateReason}");
        var age = now - batch.StandsSince;
        if (age < TimeSpan.Zero)
            return Unreadable($"the confirmation is from {batch.StandsSince:u}, which is in the future. Check this machine's clock.");
        return age <= TimeSpan.FromHours(options.Value.ConfirmationValidHours)
            ? null
            : new Refused("confirmation-expired", $"The confirmation of {batch.StandsSince:u} is older than {options.Value.ConfirmationValidHours} h. Take the batch over to confirm what is left, or cancel it.");
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

    private Refused Full(int sent) =>
        new("daily-cap", $"{sent} devices were sent in the last 24 hours; Guards:DevicesPer24Hours allows {options.Value.DevicesPer24Hours}. The rest waits.");
}
