using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>A review as its admin sees it.</summary>
internal sealed class ReviewQueries(ConsoleDatabase database, PresentNumbers numbers, IOptions<GuardOptions> options, TimeProvider time)
{
    public Task<Review?> GetAsync(Admin admin, Guid reviewId, CancellationToken stop) => database.ReadAsync(async db =>
    {
        if (await ReviewStore.FindAsync(db, Account.Of(admin).Id, reviewId, stop) is not { } review)
            return null;
        return (review.Bulk is null ? await WholeAsync(db, review, stop) : await LongAsync(db, review, stop)) with { Start = await StartAsync(db, review, stop) };
    });

    /// <summary>The occurrence that it was made for.</summary>
    private static async Task<PlannedStart?> StartAsync(ConsoleDbContext db, ReviewRow review, CancellationToken stop) =>
        review.DraftId is { } draftId ? (await DraftGate.FindAsync(db, review.Tenant, draftId, stop))?.Start : null;

    private async Task<Review> WholeAsync(ConsoleDbContext db, ReviewRow review, CancellationToken stop)
    {
        var devices = await ReviewStore.DevicesAsync(db, review.Id, stop);
        var read = devices.Where(d => d.ReadAt is not null).ToList();
        var sent = devices.Count(FrozenList.IsConfirmable);
        var old = review.FinishedAt is null ? null : ReviewAge.Refuse(devices, options.Value, time.GetUtcNow());
        return Compose(review, devices.Count, read.Count, FrozenList.Hash(review.Kind, devices), await GuardWordsAsync(db, review, sent, old, stop), await ApprovalAsync(db, review, sent, stop)) with
        {
            Devices = [.. read.Select(d => d.Shown())],
        };
    }

    private async Task<Review> LongAsync(ConsoleDbContext db, ReviewRow review, CancellationToken stop)
    {
        var tally = await BulkQueries.TallyAsync(db, review, stop);
        var old = review.FinishedAt is null ? null : ReviewAge.Refuse(review, options.Value, time.GetUtcNow());

        // Before its end there is nothing to confirm, and so nothing that a hash could stand for.
        var hash = review.FinishedAt is null ? "" : await BulkQueries.HashAsync(db, review, stop);
        return Compose(review, tally.Total, tally.Settled, hash, await GuardWordsAsync(db, review, tally.Sent, old, stop), await ApprovalAsync(db, review, tally.Sent, stop)) with
        {
            Bulk = await BulkQueries.ShowAsync(db, tally, stop),
        };
    }

    private static Review Compose(ReviewRow review, int total, int read, string hash, IReadOnlyList<string> guards, string? approval) => new()
    {
        Id = review.Id,
        SelectionId = review.SelectionId,
        Kind = review.Kind,
        Total = total,
        Read = read,
        Devices = [],
        Problems = review.Problems,
        ProblemTotal = Math.Max(review.ProblemTotal, review.Problems.Count),
        FrozenHash = hash,
        Guards = guards,
        ApprovalBecause = approval,
        BatchId = review.BatchId,
    };

    /// <summary>As the confirmation would decide it now.</summary>
    private async Task<string?> ApprovalAsync(ConsoleDbContext db, ReviewRow review, int sent, CancellationToken stop) =>
        review.BatchId is null ? await Approvals.WhyNeededAsync(db, review.Tenant, review.Owner, review.Kind, sent, await numbers.ShownAsync(db), time.GetUtcNow(), stop) : null;

    private async Task<IReadOnlyList<string>> GuardWordsAsync(ConsoleDbContext db, ReviewRow review, int sent, Refused? old, CancellationToken stop)
    {
        if (review.BatchId is not null)
            return [];
        var words = new List<string>();
        if (await GuardGate.KillSwitchAsync(db, review.Tenant, stop) is { } killed)
            words.Add(killed.Message);
        if (review.DraftId is { } draftId && DraftGate.Refuse(await DraftGate.FindAsync(db, review.Tenant, draftId, stop), time.GetUtcNow()) is { } over)
            words.Add(over.Message);
        if (await Capacity.RefuseAsync(db, review.Tenant, review.Owner, sent, await numbers.ShownAsync(db), time.GetUtcNow(), stop) is { } full)
            words.Add(full.Message);
        if (Capacity.Slows(sent, await numbers.ShownAsync(db)) is { } slow)
            words.Add(slow);
        if (old is not null)
            words.Add(old.Message);
        return words;
    }
}
