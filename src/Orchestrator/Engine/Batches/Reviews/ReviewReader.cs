using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>
/// Reads the devices of reviews in the background, a few at a time, and keeps each as it comes. After a restart it goes on where it was;
/// a review that is too old by then is closed with words instead.
/// </summary>
internal sealed partial class ReviewReader(
    ConsoleDatabase database, ReviewQueue queue, LeasedWork leases, DeviceReader reader, BulkReading bulk, EligibilityContexts contexts, IOptions<GuardOptions> options, TimeProvider time, ILogger<ReviewReader> log)
    : BackgroundService
{
    /// <summary>Reviews read at the same time, so that one slow review does not hold up another admin's.</summary>
    private const int Reviews = 3;

    /// <summary>Long reviews read live at the same time; the others have been answered by the inventory and wait.</summary>
    private const int LongReviews = 2;

    /// <summary>Devices of one review read at the same time.</summary>
    private const int DevicesAtOnce = 4;

    private const string TooOld = "the console was stopped while the review was being read, and it is too old to go on. Start the review again.";

    private static readonly TimeSpan Adoption = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ResumeAsync(stoppingToken);
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, Reviews).Select(_ => WorkAsync(queue.TakeAsync(stoppingToken), BeginAsync, queue.AddLong, stoppingToken)),
            .. Enumerable.Range(0, LongReviews).Select(_ => WorkAsync(queue.TakeLongAsync(stoppingToken), ReadAsync, null, stoppingToken)),
            AdoptAsync(stoppingToken),
        ]);
    }

    /// <summary>Takes up reviews whose node died. Those of living nodes are theirs by lease.</summary>
    private async Task AdoptAsync(CancellationToken stop)
    {
        while (!database.SingleProcess)
        {
            await Task.Delay(Adoption, time, stop);
            try
            {
                await ResumeAsync(stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                Failed(log, e, Guid.Empty);
            }
        }
    }

    /// <summary>Puts unfinished reviews back into the queue, at start and, with other nodes about, now and then.</summary>
    internal async Task ResumeAsync(CancellationToken stop)
    {
        var unfinished = await database.ReadAsync(db => db.Set<ReviewRow>().Where(r => r.FinishedAt == null).OrderBy(r => r.CreatedAt).ToListAsync(stop));
        foreach (var review in unfinished)
        {
            if (time.GetUtcNow() - review.CreatedAt < (review.Bulk is null ? TimeSpan.FromMinutes(options.Value.ReviewValidMinutes) : TimeSpan.FromHours(options.Value.LongReviewValidHours)))
                queue.Add(review.Id);
            else
                await leases.TryAsync(LeaseNames.Review(review.Id), lost => GiveUpAsync(review, TooOld, lost), stop);
        }
    }

    private Task<ReviewRow?> UnfinishedAsync(Guid reviewId, CancellationToken stop) =>
        database.ReadAsync(db => db.Set<ReviewRow>().FirstOrDefaultAsync(r => r.Id == reviewId && r.FinishedAt == null, stop));

    /// <summary>Reads a review; of a long one, only what the inventory says.</summary>
    private async Task BeginAsync(Guid reviewId, CancellationToken stop)
    {
        if (await UnfinishedAsync(reviewId, stop) is not { Bulk: not null } review)
            await ReadAsync(reviewId, stop);
        else if (review.JudgedAt is null)
            await OrGiveUpAsync(review, () => bulk.AskInventoryAsync(review, stop), stop);
    }

    /// <summary>Reads what is unread of one review.</summary>
    internal async Task ReadAsync(Guid reviewId, CancellationToken stop)
    {
        if (await UnfinishedAsync(reviewId, stop) is { } review)
        {
            await OrGiveUpAsync(review, async () =>
            {
                await (review.Bulk is null ? ReadShortAsync(review, stop) : bulk.ReadAsync(review, stop));
                await FinishAsync(reviewId, stop);
            }, stop);
        }
    }

    private async Task ReadShortAsync(ReviewRow review, CancellationToken stop)
    {
        var context = await contexts.BuildAsync(review.Owner, null, stop);
        var unread = await database.ReadAsync(db => db.Set<ReviewDeviceRow>()
            .Where(d => d.ReviewId == review.Id && d.ReadAt == null).OrderBy(d => d.Position).ToListAsync(stop));
        await Parallel.ForEachAsync(unread, new ParallelOptions { MaxDegreeOfParallelism = DevicesAtOnce, CancellationToken = stop }, async (device, cancel) =>
            await KeepAsync(device, await reader.ReadAsync(review, device, context, cancel), cancel));
    }

    private async Task OrGiveUpAsync(ReviewRow review, Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Failed(log, e, review.Id);
            await GiveUpAsync(review, PlainText.Line(e.Message, 500), stop);
        }
    }

    private async Task WorkAsync(IAsyncEnumerable<Guid> waiting, Func<Guid, CancellationToken, Task> work, Action<Guid>? goOn, CancellationToken stop)
    {
        await foreach (var reviewId in waiting)
        {
            try
            {
                // Put on to the next queue only once the lease is free again: whoever takes it from there wants it too.
                if (await leases.TryAsync(LeaseNames.Review(reviewId), lost => work(reviewId, lost), stop) && goOn is not null && await UnfinishedAsync(reviewId, stop) is not null)
                    goOn(reviewId);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // Not even giving up could be written: the review stays unfinished and the next start finds it.
                Failed(log, e, reviewId);
            }
        }
    }

    private Task KeepAsync(ReviewDeviceRow device, DeviceReading reading, CancellationToken stop) =>
        database.WriteAsync(async db =>
        {
            var row = await db.Set<ReviewDeviceRow>().FirstAsync(d => d.ReviewId == device.ReviewId && d.Position == device.Position, stop);
            row.Take(reading, time.GetUtcNow());
            db.Announce(ChangeKind.Review, device.ReviewId);
        }, stop);

    private Task FinishAsync(Guid reviewId, CancellationToken stop) =>
        database.WriteAsync(async db =>
        {
            var row = await db.Set<ReviewRow>().FirstAsync(r => r.Id == reviewId, stop);
            row.FinishedAt = time.GetUtcNow();
            row.Version++;
            db.Announce(ChangeKind.Review, reviewId);
        }, stop);

    private async Task GiveUpAsync(ReviewRow review, string why, CancellationToken stop)
    {
        if (review.Bulk is not null)
        {
            await bulk.GiveUpAsync(review.Id, why, stop);
            await FinishAsync(review.Id, stop);
            return;
        }

        await database.WriteAsync(async db =>
        {
            foreach (var row in await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == review.Id && d.ReadAt == null).ToListAsync(stop))
                row.Take(DeviceReading.Unreadable(why), time.GetUtcNow());
        }, stop);
        await FinishAsync(review.Id, stop);
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "Review {ReviewId} could not be read.")]
    private static partial void Failed(ILogger logger, Exception exception, Guid reviewId);
}
