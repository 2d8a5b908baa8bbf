using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Queries;

/// <summary>A batch's approval as the person sees it who looks.</summary>
internal static class ShownApproval
{
    /// <returns><c>null</c> where the batch needs none.</returns>
    public static BatchApproval? Of(Batch batch, Account viewer, GuardNumbers numbers, DateTimeOffset now)
    {
        if (!Approvals.IsNeeded(batch))
            return null;
        var missing = Approvals.Refuse(batch, numbers, now);
        return new BatchApproval
        {
            Because = Approvals.Because(batch),
            Wanted = missing is not null && batch.State is BatchState.Running or BatchState.Paused,
            Problem = batch.ApprovedAt is null ? null : missing?.Message,
            ApprovedBy = batch.ApprovedBy?.Name,
            ApprovedAt = batch.ApprovedAt,
            ValidUntil = batch.ApprovedAt?.AddHours(numbers.ApprovalValidHours),
            NotByYou = Approvals.NotBy(batch, viewer)?.Message,
            FrozenHash = batch.FrozenHash,
            Unusual = batch.Unusual?.Split('\n') ?? [],
        };
    }
}
