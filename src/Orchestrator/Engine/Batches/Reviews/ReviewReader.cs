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
    ConsoleDatabase database, ReviewQueue queue, LeasedWork leases, DeviceReader reader, EligibilityContexts contexts, IOptions<GuardOptions> options, TimeProvider time, ILogger<ReviewReader> log)
    : BackgroundService
{
    /// <summary>Reviews read at the same time, so that one slow review does not hold up another admin's.</summary>
    private const int Reviews = 3;

    /// <summary>Devices of one review read at the same time.</summary>
    private const int DevicesAtOnce = 4;

    private const string TooOld = "the console was stopped while the review was being read, and it is too old to go on. Start the review again.";

    private static readonly TimeSpan Adoption = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ResumeAsync(stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, Reviews).Select(_ => WorkAsync(stoppingToken)).Append(AdoptAsync(stoppingToken)));
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
            if (time.GetUtcNow() - review.CreatedAt < TimeSpan.FromMinutes(options.Value.ReviewValidMinutes))
                queue.Add(review.Id);
            else
                await leases.TryAsync(LeaseNames.Review(review.Id), lost => GiveUpAsync(review, TooOld, lost), stop);
        }
    }

    /// <summary>Reads what is unread of one review.</summary>
    internal async Task ReadAsync(Guid reviewId, CancellationToken stop)
    {
        var review = await database.ReadAsync(db => db.Set<ReviewRow>().FirstOrDefaultAsync(r => r.Id == reviewId, stop));
        if (review is null || review.FinishedAt is not null)
            return;
        try
        {
            var context = await contexts.BuildAsync(review.Owner, null, stop);
            var unread = await database.ReadAsync(db => db.Set<ReviewDeviceRow>()
                .Where(d => d.ReviewId == reviewId && d.ReadAt == null).OrderBy(d => d.Position).ToListAsync(stop));
            await Parallel.ForEachAsync(unread, new ParallelOptions { MaxDegreeOfParallelism = DevicesAtOnce, CancellationToken = stop }, async (device, cancel) =>
                await KeepAsync(device, await reader.ReadAsync(review, device, context, cancel), cancel));
            await FinishAsync(reviewId, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Failed(log, e, reviewId);
            await GiveUpAsync(review, PlainText.Line(e.Message, 500), stop);
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        await foreach (var reviewId in queue.TakeAsync(stop))
        {
            try
            {
                await leases.TryAsync(LeaseNames.Review(reviewId), lost => ReadAsync(reviewId, lost), stop);
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
            Fill(row, reading);
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
        await database.WriteAsync(async db =>
        {
            foreach (var row in await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == review.Id && d.ReadAt == null).ToListAsync(stop))
                Fill(row, DeviceReading.Unreadable(why));
        }, stop);
        await FinishAsync(review.Id, stop);
    }

    private void Fill(ReviewDeviceRow row, DeviceReading reading)
    {
        row.Facts = reading.Facts;
        row.Judgement = reading.Judgement;
        row.Error = reading.Error;
        row.ReadAt = time.GetUtcNow();
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "Review {ReviewId} could not be read.")]
    private static partial void Failed(ILogger logger, Exception exception, Guid reviewId);
}
