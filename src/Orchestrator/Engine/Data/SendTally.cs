using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>Devices for which a POST left, or may have left, in one minute as one person. Their sums over an hour and a day are the rolling counts of the caps.</summary>
public sealed class SentMinute
{
    /// <summary>Whose it was is not known: counted before the console kept that, up to 24 hours after the upgrade. It counts for everybody.</summary>
    public const string Anybody = "";

    public required string Tenant { get; init; }

    /// <summary>Minutes since 1970, UTC.</summary>
    public required long Minute { get; init; }

    /// <summary>Who stood for the batch (<see cref="Identity.Account.Id"/>).</summary>
    public required string Person { get; init; }

    public int Devices { get; set; }
}

/// <summary>Devices counted in the last hour and the last 24 hours as one person.</summary>
public sealed record SentBy(string Person, int LastHour, int Last24Hours)
{
    public bool IsOf(string person) => Person == person || Person == SentMinute.Anybody;
}

/// <summary>
/// The rolling counts of the caps. Counting a day's attempts anew at every send would make each dearer than the one before; here a send costs the
/// sums of at most 1,441 rows for each person who sends, however large the batch. Only the dispatcher that holds the lease writes, in the transaction of the intent.
/// </summary>
public static class SendTally
{
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Devices counted in the last hour and the last 24 hours, by person; a minute that is partly older counts whole.</summary>
    public static Task<List<SentBy>> ReadAsync(ConsoleDbContext db, string tenant, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (day, hour) = (MinuteOf(now - Day), MinuteOf(now - TimeSpan.FromHours(1)));
        return db.Set<SentMinute>().Where(m => m.Tenant == tenant && m.Minute >= day).GroupBy(m => m.Person)
            .Select(g => new SentBy(g.Key, g.Sum(m => m.Minute >= hour ? m.Devices : 0), g.Sum(m => m.Devices))).ToListAsync(stop);
    }

    /// <summary>When so much is older than the window that fewer than <paramref name="most"/> devices count, if nothing more is sent.</summary>
    /// <param name="person">Whose; <c>null</c>: everybody's.</param>
    public static async Task<DateTimeOffset> RoomAgainAsync(ConsoleDbContext db, string tenant, string? person, TimeSpan window, int most, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        var from = MinuteOf(now - window);
        var minutes = await db.Set<SentMinute>().AsNoTracking()
            .Where(m => m.Tenant == tenant && m.Minute >= from && (person == null || m.Person == person || m.Person == SentMinute.Anybody))
            .OrderBy(m => m.Minute).Select(m => new { m.Minute, m.Devices }).ToListAsync(stop);
        var counted = minutes.Sum(m => m.Devices);
        foreach (var minute in minutes)
        {
            counted -= minute.Devices;
            if (counted < most)
                return DateTimeOffset.FromUnixTimeSeconds((minute.Minute + 1) * 60) + window;
        }

        return now;
    }

    /// <summary>Whether the device is among those that are counted in the window: sending it again takes no more room.</summary>
    /// <param name="person">As whom; <c>null</c>: as anybody.</param>
    public static bool IsCounted(DeviceRequest request, string? person, TimeSpan window, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CountedAt is { } at && MinuteOf(at) >= MinuteOf(now - window) && (person is null || PersonOf(request) == person);
    }

    /// <summary>Counts these devices from now on; one that is counted already moves to now, and to who sends it now.</summary>
    public static async Task CountAsync(ConsoleDbContext db, IReadOnlyList<(DeviceRequest Request, string Person)> sent, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sent);
        if (sent.Count == 0)
            return;
        var tenant = sent[0].Request.Tenant;
        foreach (var before in sent.Where(s => s.Request.CountedAt is not null).GroupBy(s => (MinuteOf(s.Request.CountedAt!.Value), PersonOf(s.Request))))
            await AddAsync(db, tenant, before.Key.Item1, before.Key.Item2, -before.Count(), stop);
        foreach (var (request, person) in sent)
            (request.CountedAt, request.CountedFor) = (now, person);
        foreach (var person in sent.GroupBy(s => s.Person))
            await AddAsync(db, tenant, MinuteOf(now), person.Key, person.Count(), stop);
    }

    /// <summary>Nothing of this device left after all.</summary>
    public static async Task ReleaseAsync(ConsoleDbContext db, DeviceRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.CountedAt is not { } at)
            return;
        var person = PersonOf(request);
        (request.CountedAt, request.CountedFor) = (null, null);
        await AddAsync(db, request.Tenant, MinuteOf(at), person, -1, stop);
    }

    /// <summary>Counts anew from the requests themselves. A new dispatcher does so before it sends, so that no drift and no lost row loosens a cap.</summary>
    public static async Task RebuildAsync(ConsoleDbContext db, string tenant, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        var from = now - Day - TimeSpan.FromMinutes(1);
        var counted = await db.Requests.Where(r => r.Tenant == tenant && r.CountedAt > from).Select(r => new { r.CountedAt, r.CountedFor }).ToListAsync(stop);
        await db.Set<SentMinute>().Where(m => m.Tenant == tenant).ExecuteDeleteAsync(stop);
        foreach (var minute in counted.CountBy(c => (MinuteOf(c.CountedAt!.Value), c.CountedFor ?? SentMinute.Anybody)))
            db.Add(new SentMinute { Tenant = tenant, Minute = minute.Key.Item1, Person = minute.Key.Item2, Devices = minute.Value });
    }

    private static string PersonOf(DeviceRequest request) => request.CountedFor ?? SentMinute.Anybody;

    private static async Task AddAsync(ConsoleDbContext db, string tenant, long minute, string person, int devices, CancellationToken stop)
    {
        var changed = await db.Set<SentMinute>().Where(m => m.Tenant == tenant && m.Minute == minute && m.Person == person)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.Devices, x => x.Devices + devices), stop);
        if (changed > 0 || devices < 0)
            return;
        db.Add(new SentMinute { Tenant = tenant, Minute = minute, Person = person, Devices = devices });
        await db.SaveChangesAsync(stop);
    }

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}

internal sealed class SentMinuteMapping : IEntityTypeConfiguration<SentMinute>
{
    public void Configure(EntityTypeBuilder<SentMinute> builder)
    {
        builder.ToTable("SentMinutes").HasKey(m => new { m.Tenant, m.Minute, m.Person });
        builder.Property(m => m.Minute).ValueGeneratedNever();
    }
}
