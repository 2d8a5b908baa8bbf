using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// What the rolling caps leave, over all batches of one transaction: of the tenant and of the person who stands for a batch, for an hour and for a day (decision 0055). Over all of a
/// person's batches, so that splitting one evades none.
/// </summary>
internal sealed class SendCaps(GuardNumbers numbers, IReadOnlyList<SentBy> sent, DateTimeOffset now)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Cap[] _ofTenant =
    [
        .. Cap.Of("daily-cap", GuardNumber.DevicesPer24Hours, numbers, SendTally.Day, null, sent.Sum(s => s.Last24Hours)),
        .. Cap.Of("hourly-cap", GuardNumber.DevicesPerHour, numbers, Hour, null, sent.Sum(s => s.LastHour)),
    ];

    private readonly Dictionary<string, Cap[]> _ofPerson = [];

    public static async Task<SendCaps> ReadAsync(ConsoleDbContext db, string tenant, GuardNumbers numbers, DateTimeOffset now, CancellationToken stop) =>
        new(numbers, await SendTally.ReadAsync(db, tenant, now, stop), now);

    /// <summary>Takes a place in every cap for this device, or in none.</summary>
    public bool Admit(DeviceRequest request, string person)
    {
        var needed = For(person).Where(c => !c.Counts(request, now)).ToList();
        if (needed.Exists(c => c.Left <= 0))
            return false;
        needed.ForEach(c => c.Left--);
        return true;
    }

    /// <summary>Devices that may still be sent as this person before a cap is reached.</summary>
    public int LeftFor(string person) => For(person).Min(c => Math.Max(c.Left, 0));

    /// <summary>Which cap holds this device back, or any device; with words that say until when. <c>null</c>: none.</summary>
    public async Task<Refused?> RefuseAsync(ConsoleDbContext db, Batch batch, DeviceRequest? request, CancellationToken stop)
    {
        var full = For(batch.SendsAs.Id).Where(c => c.Left <= 0 && (request is null || !c.Counts(request, now))).ToList();
        if (full.Count == 0)
            return null;
        var ends = new List<(Cap Cap, DateTimeOffset At)>();
        foreach (var cap in full)
            ends.Add((cap, await SendTally.RoomAgainAsync(db, batch.Tenant, cap.Person, cap.Window, cap.Most, now, stop)));
        var (last, until) = ends.MaxBy(e => e.At);
        var by = last.Person is null ? "" : $" as {batch.SendsAs.Name}";
        return new Refused(last.Code, $"{last.Most - last.Left} devices were sent{by} in the last {(last.Window == Hour ? "hour" : "24 hours")}; Guards:{last.Number} allows {last.Most}. The rest waits until {TimingWords.Utc(until)}.");
    }

    private IEnumerable<Cap> For(string person)
    {
        if (!_ofPerson.TryGetValue(person, out var own))
        {
            var mine = sent.Where(s => s.IsOf(person)).ToList();
            _ofPerson[person] = own =
            [
                .. Cap.Of("daily-cap-person", GuardNumber.DevicesPer24HoursByPerson, numbers, SendTally.Day, person, mine.Sum(s => s.Last24Hours)),
                .. Cap.Of("hourly-cap-person", GuardNumber.DevicesPerHourByPerson, numbers, Hour, person, mine.Sum(s => s.LastHour)),
            ];
        }

        return _ofTenant.Concat(own);
    }

    private sealed record Cap(string Code, GuardNumber Number, int Most, TimeSpan Window, string? Person)
    {
        public int Left { get; set; }

        /// <summary>None where the number is 0, which turns an optional cap off.</summary>
        public static Cap[] Of(string code, GuardNumber number, GuardNumbers numbers, TimeSpan window, string? person, int sent)
        {
            var most = numbers.Of(number);
            return most == 0 ? [] : [new(code, number, most, window, person) { Left = most - sent }];
        }

        public bool Counts(DeviceRequest request, DateTimeOffset now) => SendTally.IsCounted(request, Person, Window, now);
    }
}
