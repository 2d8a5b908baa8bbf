using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// Whether more devices fit under the caps of a batch and of a day: what left in the last 24 hours and what is confirmed and waits count together, of the tenant and of the person.
/// The caps of an hour refuse nothing here: what is beyond them waits, and says until when.
/// </summary>
internal static class Capacity
{
    public static async Task<Refused?> RefuseAsync(ConsoleDbContext db, string tenant, Account account, int wanted, GuardNumbers numbers, DateTimeOffset now, CancellationToken stop)
    {
        if (wanted > numbers.DevicesPerBatch)
            return new Refused("batch-too-large", $"{wanted} devices; Guards:DevicesPerBatch allows {numbers.DevicesPerBatch} in one batch.");
        var sent = await SendTally.ReadAsync(db, tenant, now, stop);
        var (all, waiting) = (sent.Sum(s => s.Last24Hours), Waiting(db, tenant, now));
        var waits = await waiting.CountAsync(stop);
        if (all + waits + wanted > numbers.DevicesPer24Hours)
            return new Refused("daily-cap", $"{all} devices were sent in the last 24 hours and {waits} wait; {wanted} more would pass Guards:DevicesPer24Hours ({numbers.DevicesPer24Hours}).");
        return numbers.DevicesPer24HoursByPerson == 0 ? null : await RefusePersonAsync(db, tenant, account, wanted, numbers.DevicesPer24HoursByPerson, sent, waiting, stop);
    }

    /// <summary>What the caps of an hour make of so many devices, as a sentence; <c>null</c>: they all fit into one hour.</summary>
    public static string? Slows(int wanted, GuardNumbers numbers)
    {
        GuardNumber[] hourly = [GuardNumber.DevicesPerHour, GuardNumber.DevicesPerHourByPerson];
        if (hourly.Where(n => numbers.Of(n) > 0 && numbers.Of(n) < wanted).OrderBy(numbers.Of).Select(n => (GuardNumber?)n).FirstOrDefault() is not { } number)
            return null;
        var most = numbers.Of(number);
        return $"No more than {Counted.Devices(most)} an hour may be sent {(number == GuardNumber.DevicesPerHour ? "here" : "as you")} (Guards:{number}): these {wanted} take more than {(wanted - 1) / most} h. What is beyond waits and goes on by itself.";
    }

    private static async Task<Refused?> RefusePersonAsync(
        ConsoleDbContext db, string tenant, Account account, int wanted, int most, List<SentBy> sent, IQueryable<DeviceRequest> waiting, CancellationToken stop)
    {
        var own = sent.Where(s => s.IsOf(account.Id)).Sum(s => s.Last24Hours);
        var open = await db.Batches.AsNoTracking().Where(b => b.Tenant == tenant && (b.State == BatchState.Running || b.State == BatchState.Paused)).Select(b => new { b.Id, b.SendsAs }).ToListAsync(stop);
        var theirs = open.Where(b => b.SendsAs.IsSamePersonAs(account)).Select(b => b.Id).ToList();
        var waits = await waiting.CountAsync(r => theirs.Contains(r.BatchId), stop);
        return own + waits + wanted > most
            ? new Refused("daily-cap-person", $"{own} devices were sent as you in the last 24 hours and {waits} of yours wait; {wanted} more would pass Guards:DevicesPer24HoursByPerson ({most}).")
            : null;
    }

    private static IQueryable<DeviceRequest> Waiting(ConsoleDbContext db, string tenant, DateTimeOffset now)
    {
        var counted = now - SendTally.Day;
        return db.Requests.Where(r => r.Tenant == tenant && (r.State == DeviceState.Planned || r.State == DeviceState.Throttled || r.State == DeviceState.AwaitingTenantApproval)
            && (r.CountedAt == null || r.CountedAt <= counted));
    }
}
