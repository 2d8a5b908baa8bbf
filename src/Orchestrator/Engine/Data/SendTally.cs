using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>Devices for which a POST left, or may have left, in one minute. Their sum over a day is the rolling count of the daily cap.</summary>
public sealed class SentMinute
{
    public required string Tenant { get; init; }

    /// <summary>Minutes since 1970, UTC.</summary>
    public required long Minute { get; init; }

    public int Devices { get; set; }
}

/// <summary>
/// The rolling count of the daily cap. Counting a day's attempts anew at every send would make each dearer than the one before; here a send costs the
/// sum of at most 1,441 rows, however large the batch. Only the dispatcher that holds the lease writes, in the transaction of the intent.
/// </summary>
public static class SendTally
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Devices counted in the last 24 hours; a minute that is partly older counts whole.</summary>
    public static Task<int> SumAsync(ConsoleDbContext db, string tenant, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        var from = MinuteOf(now - Day);
        return db.Set<SentMinute>().Where(m => m.Tenant == tenant && m.Minute >= from).SumAsync(m => m.Devices, stop);
    }

    /// <summary>Whether the device is among those that <see cref="SumAsync"/> counts: sending it again takes no more room.</summary>
    public static bool IsCounted(DeviceRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CountedAt is { } at && MinuteOf(at) >= MinuteOf(now - Day);
    }

    /// <summary>Counts these devices from now on; one that is counted already moves to now.</summary>
    public static async Task CountAsync(ConsoleDbContext db, IReadOnlyList<DeviceRequest> requests, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.Count == 0)
            return;
        foreach (var before in requests.Where(r => r.CountedAt is not null).GroupBy(r => MinuteOf(r.CountedAt!.Value)))
            await AddAsync(db, requests[0].Tenant, before.Key, -before.Count(), stop);
        foreach (var request in requests)
            request.CountedAt = now;
        await AddAsync(db, requests[0].Tenant, MinuteOf(now), requests.Count, stop);
    }

    /// <summary>Nothing of this device left after all.</summary>
    public static async Task ReleaseAsync(ConsoleDbContext db, DeviceRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.CountedAt is not { } at)
            return;
        request.CountedAt = null;
        await AddAsync(db, request.Tenant, MinuteOf(at), -1, stop);
    }

    /// <summary>Counts anew from the requests themselves. A new dispatcher does so before it sends, so that no drift and no lost row loosens the cap.</summary>
    public static async Task RebuildAsync(ConsoleDbContext db, string tenant, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        var from = now - Day - TimeSpan.FromMinutes(1);
        var counted = await db.Requests.Where(r => r.Tenant == tenant && r.CountedAt > from).Select(r => r.CountedAt).ToListAsync(stop);
        await db.Set<SentMinute>().Where(m => m.Tenant == tenant).ExecuteDeleteAsync(stop);
        foreach (var minute in counted.CountBy(at => MinuteOf(at!.Value)))
            db.Add(new SentMinute { Tenant = tenant, Minute = minute.Key, Devices = minute.Value });
    }

    private static async Task AddAsync(ConsoleDbContext db, string tenant, long minute, int devices, CancellationToken stop)
    {
        var changed = await db.Set<SentMinute>().Where(m => m.Tenant == tenant && m.Minute == minute)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.Devices, x => x.Devices + devices), stop);
        if (changed > 0 || devices < 0)
            return;
        db.Add(new SentMinute { Tenant = tenant, Minute = minute, Devices = devices });
        await db.SaveChangesAsync(stop);
    }

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}

internal sealed class SentMinuteMapping : IEntityTypeConfiguration<SentMinute>
{
    public void Configure(EntityTypeBuilder<SentMinute> builder)
    {
        builder.ToTable("SentMinutes").HasKey(m => new { m.Tenant, m.Minute });
        builder.Property(m => m.Minute).ValueGeneratedNever();
    }
}
