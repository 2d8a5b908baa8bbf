using System.Text.Json;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>
/// Reads a long review (decision 0052): the inventory answers for every device at once, then each device that it does not refuse is read live. Only the live
/// reading can send a device; what the inventory refuses stays refused.
/// </summary>
internal sealed class BulkReading(ConsoleDatabase database, IDeviceCatalogue catalogue, DeviceReader reader, EligibilityContexts contexts, TimeProvider time)
{
    /// <summary>An older inventory answers for nothing.</summary>
    public static readonly TimeSpan MostInventoryAge = TimeSpan.FromHours(6);

    /// <summary>Rows of the inventory's answer that are written at once.</summary>
    private const int Answers = 5_000;

    /// <summary>Devices read live between two writes; also how many reads a crash may cost.</summary>
    private const int Slice = 48;

    /// <summary>Devices read at the same time; the read budget decides how fast that is.</summary>
    private const int AtOnce = 8;

    /// <summary>What most rows hold.</summary>
    private static readonly string CleanJson = JsonSerializer.Serialize(Judgement.Clean, JsonSerializerOptions.Web);

    private static readonly string[] Columns =
    [
        nameof(ReviewDeviceRow.ReviewId), nameof(ReviewDeviceRow.Position), nameof(ReviewDeviceRow.Key), nameof(ReviewDeviceRow.Name), nameof(ReviewDeviceRow.Serial),
        nameof(ReviewDeviceRow.TakenOut), nameof(ReviewDeviceRow.Judgement), nameof(ReviewDeviceRow.Standing), nameof(ReviewDeviceRow.Reason),
    ];

    public async Task ReadAsync(ReviewRow review, CancellationToken stop)
    {
        if (review.JudgedAt is null)
            await AskInventoryAsync(review, stop);
        while (await UnreadAsync(review.Id, stop) is { Count: > 0 } slice)
            await ReadLiveAsync(review, slice, stop);
    }

    /// <summary>Closes it with words; what was not read is refused.</summary>
    public Task GiveUpAsync(Guid reviewId, string why, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var review = await db.Set<ReviewRow>().FirstAsync(r => r.Id == reviewId, stop);
        review.Failure = why;
        var unreadable = DeviceReading.Unreadable(why);
        var (now, standing, code) = ((DateTimeOffset?)time.GetUtcNow(), BulkStandings.ByReading(ReviewStanding.Unreadable), BulkStandings.ReasonOf(unreadable.Judgement));
        await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && !d.TakenOut && d.ReadAt == null && d.Standing != BulkStandings.ByInventory(ReviewStanding.Refused)).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.Error, why).SetProperty(x => x.Judgement, unreadable.Judgement).SetProperty(x => x.ReadAt, now)
                .SetProperty(x => x.Standing, standing).SetProperty(x => x.Reason, code), stop);
    }, stop);

    /// <summary>Has the inventory answer for every device.</summary>
    public async Task AskInventoryAsync(ReviewRow review, CancellationToken stop)
    {
        // An answer that was cut off is asked for anew: it takes a second, and half of it may be from an older inventory.
        await database.WriteAsync(db => db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == review.Id).ExecuteDeleteAsync(stop), stop);
        // The next devices are judged while the last ones are written.
        var (written, rows, writing) = (0, new List<object?[]>(Answers), Task.FromResult(0));
        try
        {
            await foreach (var device in catalogue.JudgeSelectedAsync(DeviceReader.Owner(review), review.SelectionId, review.Kind, stop))
            {
                rows.Add(Row(review.Id, device));
                if (rows.Count < Answers)
                    continue;
                written += await writing;
                (writing, rows) = (WriteAsync(rows, stop), new List<object?[]>(Answers));
            }
        }
        finally
        {
            // A failure of the judging ends only when nothing is written any more.
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        written += await writing + await WriteAsync(rows, stop);
        if (written != review.Bulk)
            throw new InvalidOperationException($"{review.Bulk} devices were chosen, and the selection holds {written} now.");
        await database.WriteAsync(async db =>
        {
            (await db.Set<ReviewRow>().FirstAsync(r => r.Id == review.Id, stop)).JudgedAt = time.GetUtcNow();
            db.Announce(ChangeKind.Review, review.Id);
        }, stop);
    }

    /// <returns>How many.</returns>
    private Task<int> WriteAsync(List<object?[]> rows, CancellationToken stop) => Task.Run(() => database.WriteAsync(db =>
    {
        BulkRows.Insert(db, "ReviewDevices", Columns, rows.OrderBy(r => (int)r[1]!));
        return Task.FromResult(rows.Count);
    }, stop), stop);

    private static object?[] Row(Guid reviewId, InventoryDevice device)
    {
        var judgement = device.Facts is { } facts ? DeviceReader.OfIntuneOnly(device.Judgement, facts) : device.Judgement;
        var standing = new ReviewedDevice(device.Key, null, device.Name, device.Serial, judgement, null, null).Standing;
        return
        [
            reviewId, device.Position, device.Key, device.Name, device.Serial, false, judgement.Reasons.Count == 0 ? CleanJson : JsonSerializer.Serialize(judgement, JsonSerializerOptions.Web),
            BulkStandings.ByInventory(standing), BulkStandings.ReasonOf(judgement),
        ];
    }

    /// <summary>By the index alone which, then the rows: asked at once, the database would sort whole rows.</summary>
    private Task<List<ReviewDeviceRow>> UnreadAsync(Guid reviewId, CancellationToken stop) => database.ReadAsync(async db =>
    {
        var next = await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && BulkStandings.ToRead.Contains(d.Standing))
            .OrderBy(d => d.Position).Select(d => d.Position).Take(Slice).ToListAsync(stop);
        return next.Count == 0 ? [] : await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && next.Contains(d.Position)).OrderBy(d => d.Position).ToListAsync(stop);
    });

    private async Task ReadLiveAsync(ReviewRow review, List<ReviewDeviceRow> slice, CancellationToken stop)
    {
        // Built anew for each slice: guards and orders change while tens of thousands are read.
        var context = await contexts.BuildAsync(review.Owner, null, stop);
        var readings = new DeviceReading[slice.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, slice.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (i, cancel) =>
            readings[i] = await reader.ReadAsync(review, slice[i], context, cancel));
        await database.WriteAsync(async db =>
        {
            var positions = slice.ConvertAll(d => d.Position);
            foreach (var row in await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == review.Id && positions.Contains(d.Position)).ToListAsync(stop))
                row.Take(readings[slice.FindIndex(d => d.Position == row.Position)], time.GetUtcNow());
            db.Announce(ChangeKind.Review, review.Id);
        }, stop);
    }
}
