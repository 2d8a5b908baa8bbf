using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>A review as its admin sees it.</summary>
internal sealed class ReviewQueries(ConsoleDatabase database, IOptions<GuardOptions> options, TimeProvider time)
{
    public Task<Review?> GetAsync(Admin admin, Guid reviewId, CancellationToken stop) => database.ReadAsync(async db =>
        await ReviewStore.FindAsync(db, Account.Of(admin).Id, reviewId, stop) is var (review, devices)
            ? Compose(review, devices, await GuardWordsAsync(db, review, devices, stop), await ApprovalAsync(db, review, devices, stop)) with { Start = await StartAsync(db, review, stop) }
            : null);

    /// <summary>The occurrence that it was made for.</summary>
    private static async Task<PlannedStart?> StartAsync(ConsoleDbContext db, ReviewRow review, CancellationToken stop) =>
        review.DraftId is { } draftId ? (await DraftGate.FindAsync(db, review.Tenant, draftId, stop))?.Start : null;

    private static Review Compose(ReviewRow review, List<ReviewDeviceRow> devices, IReadOnlyList<string> guards, string? approval)
    {
        var read = devices.Where(d => d.ReadAt is not null).ToList();
        return new Review
        {
            Id = review.Id,
            Kind = review.Kind,
            Total = devices.Count,
            Read = read.Count,
            Devices = [.. read.Select(d => d.Shown())],
            Problems = review.Problems,
            FrozenHash = FrozenList.Hash(review.Kind, devices),
            Guards = guards,
            ApprovalBecause = approval,
            BatchId = review.BatchId,
        };
    }

    /// <summary>As the confirmation would decide it now.</summary>
    private async Task<string?> ApprovalAsync(ConsoleDbContext db, ReviewRow review, List<ReviewDeviceRow> devices, CancellationToken stop) =>
        review.BatchId is null
            ? await Approvals.WhyNeededAsync(db, review.Tenant, review.Owner, review.Kind, devices.Count(FrozenList.IsConfirmable), options.Value, time.GetUtcNow(), stop)
            : null;

    private async Task<IReadOnlyList<string>> GuardWordsAsync(ConsoleDbContext db, ReviewRow review, List<ReviewDeviceRow> devices, CancellationToken stop)
    {
        if (review.BatchId is not null)
            return [];
        var words = new List<string>();
        if (await GuardGate.KillSwitchAsync(db, review.Tenant, stop) is { } killed)
            words.Add(killed.Message);
        if (review.DraftId is { } draftId && DraftGate.Refuse(await DraftGate.FindAsync(db, review.Tenant, draftId, stop), time.GetUtcNow()) is { } over)
            words.Add(over.Message);
        var wanted = devices.Count(FrozenList.IsConfirmable);
        if (await Capacity.RefuseAsync(db, review.Tenant, wanted, options.Value, time.GetUtcNow(), stop) is { } full)
            words.Add(full.Message);
        if (review.FinishedAt is not null && ReviewAge.Refuse(devices, options.Value, time.GetUtcNow()) is { } old)
            words.Add(old.Message);
        return words;
    }
}
