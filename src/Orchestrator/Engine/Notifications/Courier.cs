using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Notifications;

/// <summary>
/// Delivers what is due on one channel: claims a message, sends it outside any transaction, writes what came of it. A node that dies in between leaves a claim that
/// runs out, so a message may come twice (with the same id), and is never lost.
/// </summary>
internal sealed partial class Courier(ConsoleDatabase database, IOptions<NotificationOptions> options, TenantIdentity tenant, TimeProvider time, ILogger<Courier> log)
{
    /// <summary>One try may take this long; a claim lasts longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan ClaimedFor = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    private const int MostInARow = 50;
    private const int LongestError = 300;

    /// <summary>Everything that is due, one after the other; a failure ends the round, since the next one would most likely fail too.</summary>
    /// <returns>Messages delivered.</returns>
    public async Task<int> DeliverAsync(INotificationChannel channel, CancellationToken stop)
    {
        for (var delivered = 0; delivered < MostInARow; delivered++)
        {
            if (await ClaimAsync(channel.Name, stop) is not { } delivery || !await TryAsync(channel, delivery, stop))
                return delivered;
        }

        return MostInARow;
    }

    /// <summary>Sends one message within <see cref="Patience"/>.</summary>
    /// <returns>Why it did not arrive, fit to be shown; <c>null</c>: it did.</returns>
    public async Task<string?> SendAsync(INotificationChannel channel, Message message, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await channel.SendAsync(message, either.Token).WaitAsync(either.Token);
            NotificationInstruments.Tried(channel.Kind, delivered: true);
            return null;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            NotificationInstruments.Tried(channel.Kind, delivered: false);
            return limit.IsCancellationRequested ? $"{channel.Target} did not answer within {Patience.TotalSeconds:0} seconds." : OneLine.Of(Secrets.Hide(failure.Message), LongestError);
        }
    }

    private async Task<Delivery?> ClaimAsync(string channel, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (await database.ReadAsync(db => Due(db, channel, now).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(stop)) is not { } id)
            return null;
        try
        {
            return await database.WriteAsideAsync(async db =>
            {
                if (await Due(db, channel, now).FirstOrDefaultAsync(d => d.Id == id, stop) is not { } delivery)
                    return null;
                delivery.ClaimedUntil = now + ClaimedFor;
                delivery.Version++;
                return delivery;
            }, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node was quicker and delivers it.
            return null;
        }
    }

    private IQueryable<Delivery> Due(ConsoleDbContext db, string channel, DateTimeOffset now) => db.Set<Delivery>()
        .Where(d => d.Tenant == tenant.TenantId && d.Channel == channel && d.State == DeliveryState.Waiting && d.NextTryAt <= now && (d.ClaimedUntil == null || d.ClaimedUntil <= now))
        .OrderBy(d => d.At).ThenBy(d => d.Id);

    private async Task<bool> TryAsync(INotificationChannel channel, Delivery claimed, CancellationToken stop)
    {
        var error = await SendAsync(channel, MessageOf(claimed), stop);
        if (error is not null)
            LogFailed(channel.Name, claimed.Id, claimed.Tries + 1, error);

        // Not cancelled any more: what arrived is written down, or it would arrive again.
        await database.WriteAsideAsync(async db =>
        {
            var row = await db.Set<Delivery>().SingleAsync(d => d.Id == claimed.Id);
            if (row.Version == claimed.Version)
                Settle(row, error, time.GetUtcNow());
        }, CancellationToken.None);
        return error is null;
    }

    private static void Settle(Delivery row, string? error, DateTimeOffset now)
    {
        row.Version++;
        row.Tries++;
        (row.ClaimedUntil, row.LastError) = (null, error);
        if (error is null)
            (row.State, row.DeliveredAt) = (DeliveryState.Delivered, now);
        else if (now - row.At >= GiveUpAfter)
            row.State = DeliveryState.GivenUp;
        else
            row.NextTryAt = now + Wait(row.Tries);
    }

    /// <summary>Half a minute, doubling, at most an hour.</summary>
    internal static TimeSpan Wait(int tries)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(tries - 1, 20));
        return wait < LongestRetry ? wait : LongestRetry;
    }

    private Message MessageOf(Delivery d) => new(d.Id, d.Kind, d.Title, d.Text, d.BatchId, d.Count, d.At, Link(d.BatchId, d.Kind));

    public Uri? Link(Guid? batchId, NoticeKind kind) => options.Value.ConsoleAddress is { } address
        ? new Uri($"{address.TrimEnd('/')}/{(batchId is { } id ? $"resets/{id}" : kind is NoticeKind.DraftWaiting or NoticeKind.DraftMissed ? "schedules" : "")}")
        : null;

    [LoggerMessage(7001, LogLevel.Warning, "Channel {Channel} did not take message {Delivery} at try {Try}: {Error}")]
    private partial void LogFailed(string channel, Guid delivery, int @try, string error);
}
