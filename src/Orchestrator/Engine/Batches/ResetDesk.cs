using AutopilotReset.Engine.Batches.Commands;
using AutopilotReset.Engine.Batches.Confirming;
using AutopilotReset.Engine.Batches.Queries;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Engine.Batches;

/// <summary>The console's desk: hands every question and command to the class that answers it.</summary>
internal sealed class ResetDesk(
    ReviewStart reviews, ReviewQueries reviewQueries, BulkQueries bulkQueries, ReviewSites reviewSites, ReviewEdits edits, ConfirmCommand confirm, BatchQueries batches, RequestQueries requests, WaveQueries waves, OpenNextWave opening,
    PauseResume pauses, CancelUnsent cancels, TakeOver takeovers, ApprovalCommands approvals, RetryFailed retries, Repeat repeats, WipeInstead wipes, PersonDecisions decisions, CommandDesk desk, RepairHolder repairHolder) : IResetDesk
{
    public Task<Outcome<Guid>> StartReviewAsync(Admin admin, Guid selectionId, OrderKind kind, CancellationToken stop) => reviews.StartAsync(admin, selectionId, kind, stop);

    public Task<Review?> GetReviewAsync(Admin admin, Guid reviewId, CancellationToken stop) => reviewQueries.GetAsync(admin, reviewId, stop);

    public Task<IReadOnlyList<ReviewedDevice>> GetReviewedAsync(Admin admin, Guid reviewId, ReviewFilter filter, int skip, int take, CancellationToken stop) =>
        bulkQueries.PageAsync(admin, reviewId, filter, skip, take, stop);

    public Task<Outcome<int>> TakeOutAllAsync(Admin admin, Guid reviewId, ReviewStanding standing, string? reason, CancellationToken stop) =>
        edits.TakeOutAllAsync(admin, reviewId, standing, reason, stop);

    public Task<Outcome<Guid>> WipeInsteadAsync(Admin admin, Guid reviewId, int shown, CancellationToken stop) => wipes.ChooseAsync(admin, reviewId, shown, stop);

    public Task<Outcome<Done>> TakeOutAsync(Admin admin, Guid reviewId, string deviceKey, CancellationToken stop) => edits.TakeOutAsync(admin, reviewId, deviceKey, stop);

    public Task<Outcome<Done>> ReleaseAsync(Admin admin, Guid reviewId, string deviceKey, string reason, CancellationToken stop) =>
        edits.ReleaseAsync(admin, reviewId, deviceKey, reason, stop);

    public Task<Outcome<Guid>> ConfirmAsync(Admin admin, Confirmation confirmation, CancellationToken stop) => confirm.ConfirmAsync(admin, confirmation, stop);

    public Task<IReadOnlyList<BatchRow>> FindBatchesAsync(Admin admin, BatchQuery query, int skip, int take, CancellationToken stop) =>
        batches.FindAsync(admin, query, skip, take, stop);

    public Task<BatchDetail?> GetBatchAsync(Admin admin, Guid batchId, CancellationToken stop) => batches.GetAsync(admin, batchId, stop);

    public Task<RequestPage> GetRequestsAsync(Admin admin, RequestQuery query, int skip, int take, CancellationToken stop) =>
        requests.FindAsync(admin, query, skip, take, stop);

    public Task<RequestDetail?> GetRequestAsync(Admin admin, Guid requestId, CancellationToken stop) => requests.GetAsync(admin, requestId, stop);

    public Task<Outcome<Done>> PauseAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) => pauses.PauseAsync(admin, batchId, reason, stop);

    public Task<Outcome<Done>> ResumeAsync(Admin admin, Guid batchId, CancellationToken stop) => pauses.ResumeAsync(admin, batchId, stop);

    public Task<Outcome<Done>> OpenWaveAsync(Admin admin, Guid batchId, int wave, string reason, CancellationToken stop) => opening.OpenAsync(admin, batchId, wave, reason, stop);

    public Task<Outcome<ReviewedSites>> GetSitesAsync(Admin admin, CapOfReview sites, CancellationToken stop) => reviewSites.CountAsync(admin, sites, stop);

    public Task<Outcome<Rehearsed>> RehearseAsync(Admin admin, OrderKind kind, int devices, WavePlan plan, Timing? timing, CapOfReview? sites, CancellationToken stop) =>
        waves.RehearseAsync(admin, kind, devices, plan, timing, sites, stop);

    public Task<Outcome<int>> CancelUnsentAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) => cancels.CancelAsync(admin, batchId, reason, stop);

    public Task<Outcome<Done>> TakeOverAsync(Admin admin, Guid batchId, CancellationToken stop) => takeovers.TakeOverAsync(admin, batchId, stop);

    public Task<Outcome<Done>> ApproveAsync(Admin admin, Approving approving, CancellationToken stop) => approvals.ApproveAsync(admin, approving, stop);

    public Task<Outcome<int>> RejectAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) => approvals.RejectAsync(admin, batchId, reason, stop);

    public Task<Outcome<Done>> WithdrawApprovalAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) => approvals.WithdrawAsync(admin, batchId, reason, stop);

    public Task<Outcome<Guid>> RetryFailedAsync(Admin admin, Guid batchId, CancellationToken stop) => retries.RetryAsync(admin, batchId, stop);

    public Task<Outcome<Guid>> RepeatAsync(Admin admin, Guid batchId, CancellationToken stop) => repeats.RepeatAsync(admin, batchId, stop);

    public Task<Outcome<Done>> DecideUnknownAsync(Admin admin, Guid requestId, bool taken, string reason, CancellationToken stop) =>
        decisions.DecideUnknownAsync(admin, requestId, taken, reason, stop);

    public Task<Outcome<Done>> CloseStalledAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) =>
        decisions.CloseStalledAsync(admin, requestId, reason, stop);

    public Task<Outcome<Done>> CancelDeviceAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) => decisions.CancelAsync(admin, requestId, reason, stop);

    public Task<Outcome<Done>> AskTenantAnewAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) =>
        decisions.AskTenantAnewAsync(admin, requestId, reason, stop);

    public Task<Outcome<Done>> RepairAsync(Admin admin, Repair repair, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(repair);
        return desk.RunAsync(admin, new Command("request.repair", RequestId: repair.RequestId, Detail: repair.Holder.ToString()), _ => repairHolder(admin, repair, stop), stop);
    }
}
