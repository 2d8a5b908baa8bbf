using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using AutopilotReset.Engine.Batches.Commands;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>
/// The one way a batch comes to be. Everything is checked again here, whatever the page showed; the admin's token is lent to the batch first,
/// then batch, requests and audit commit together. The same review confirmed twice in the same words is one batch.
/// </summary>
internal sealed class ConfirmCommand(
    ConsoleDatabase database, CommandDesk desk, EligibilityContexts contexts, SiteMembership groups, IEntraSession session, PresentNumbers numbers, IOptions<GuardOptions> options, TimeProvider time) : IDisposable
{
    // One confirmation at a time: a loan that is taken back after a refusal can never be another confirmation's.
    private readonly SemaphoreSlim _one = new(1, 1);

    public Task<Outcome<Guid>> ConfirmAsync(Admin admin, Confirmation confirmation, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(confirmation);
        return desk.RunAsync(admin, new Command("batch.confirm", Detail: $"review {confirmation.ReviewId}"), account => ConfirmAsync(admin, account, confirmation, stop), stop);
    }

    public void Dispose() => _one.Dispose();

    private async Task<Outcome<Guid>> ConfirmAsync(Admin admin, Account account, Confirmation confirmation, CancellationToken stop)
    {
        if (await FindAsync(account, confirmation, stop) is not { } review)
            return ReviewStore.NotFound(confirmation.ReviewId);
        if (review.BatchId is not null)
            return Repeated(review, confirmation);

        var (now, present) = (time.GetUtcNow(), await numbers.ReadAsync());
        var seen = await SeenList.ReadAsync(database, review, options.Value, now, stop);
        var refused = FreshSignIn.ToConfirm(admin, present, now)
            ?? ConfirmChecks.Refuse(review.Kind, seen, confirmation, present, options.Value.TicketPattern, now)
            ?? await RefuseVerdictsAsync(review, account, stop);
        if (refused is null)
            (seen, refused) = await WithSitesAsync(seen, account, confirmation, stop);
        if (refused is null)
            return await AloneAsync(account, review, seen, present, confirmation, stop);

        // What refuses may be the batch that the other click of a double click has just made.
        return await FindAsync(account, confirmation, stop) is { BatchId: not null } confirmed ? Repeated(confirmed, confirmation) : refused;
    }

    /// <summary>Who is in the groups that tell the sites is read now, whatever the plan was shown, and frozen with each device.</summary>
    private async Task<(SeenList Seen, Refused? Refused)> WithSitesAsync(SeenList seen, Account account, Confirmation confirmation, CancellationToken stop)
    {
        var (members, refused) = await groups.ReadAsync(confirmation.Sites, account, stop);
        return (seen with { SiteMembers = members }, refused);
    }

    private async Task<Refused?> RefuseVerdictsAsync(ReviewRow review, Account account, CancellationToken stop)
    {
        var context = await contexts.BuildAsync(account, null, stop);
        return await database.ReadAsync(db => ConfirmChecks.RefuseVerdictsAsync(review.Kind, ReviewStore.ConfirmableAsync(db, review.Id, stop), context));
    }

    private async Task<Outcome<Guid>> AloneAsync(Account account, ReviewRow review, SeenList seen, GuardNumbers present, Confirmation confirmation, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            // The other click of a double click may have been quicker.
            var now = await FindAsync(account, confirmation, stop);
            return now is { BatchId: not null } ? Repeated(now, confirmation) : await LendAndWriteAsync(account, review, seen, present, confirmation, stop);
        }
        catch (DbException e)
        {
            return GuardGate.Unreadable(e.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    private Task<ReviewRow?> FindAsync(Account account, Confirmation confirmation, CancellationToken stop) =>
        database.ReadAsync(db => ReviewStore.FindAsync(db, account.Id, confirmation.ReviewId, stop));

    private static Outcome<Guid> Repeated(ReviewRow review, Confirmation confirmation) =>
        review.ConfirmedWith == Digest(confirmation) ? review.BatchId!.Value : ReviewStore.Confirmed(review);

    private async Task<Outcome<Guid>> LendAndWriteAsync(Account account, ReviewRow review, SeenList seen, GuardNumbers present, Confirmation confirmation, CancellationToken stop)
    {
        if (await Loans.LendAsync(session, account, review.PlannedBatchId, stop) is { } noToken)
            return noToken;
        var written = false;
        try
        {
            var outcome = await WriteAsync(account, review, seen, present, confirmation, stop);
            written = !outcome.IsRefused;
            return outcome;
        }
        finally
        {
            if (!written && !await IsBatchAsync(review.PlannedBatchId))
                await session.ReturnLoanAsync(review.PlannedBatchId, CancellationToken.None);
        }
    }

    /// <summary>Another node may have confirmed the same review at the same moment: the loan is that batch's then.</summary>
    private Task<bool> IsBatchAsync(Guid batchId) => database.ReadAsync(db => db.Batches.AnyAsync(b => b.Id == batchId));

    private async Task<Outcome<Guid>> WriteAsync(Account account, ReviewRow read, SeenList seen, GuardNumbers present, Confirmation confirmation, CancellationToken stop)
    {
        try
        {
            return await database.WriteAsync(async db =>
            {
                var review = await db.Set<ReviewRow>().FirstAsync(r => r.Id == read.Id, stop);
                if (review.Version != read.Version)
                    return new Refused("list-changed", "The list was changed while it was being confirmed. Look at it again and confirm.");
                if (await numbers.ReadAsync(db) != present)
                    return new Refused("guards-changed", "Somebody changed the guards while it was being confirmed. Look at them and confirm again.");
                var (now, count) = (time.GetUtcNow(), seen.Devices.Count);
                var draft = review.DraftId is { } draftId ? await DraftGate.FindAsync(db, review.Tenant, draftId, stop) : null;
                var refused = (review.DraftId is null ? null : DraftGate.Refuse(draft, now))
                    ?? await GuardGate.KillSwitchAsync(db, review.Tenant, stop)
                    ?? await Capacity.RefuseAsync(db, review.Tenant, account, count, present, now, stop)
                    ?? await OpenRequests.RefuseAsync(db, review.Tenant, seen.Devices, stop);
                if (refused is not null)
                    return (Outcome<Guid>)refused;

                review.BatchId = review.PlannedBatchId;
                review.ConfirmedWith = Digest(confirmation);
                review.Version++;
                if (draft is not null)
                    (draft.State, draft.BatchId, draft.Version) = (DraftState.Confirmed, review.PlannedBatchId, draft.Version + 1);
                var approval = await Approvals.WhyNeededAsync(db, review.Tenant, account, review.Kind, count, present, now, stop);
                await NewBatch.AddAsync(db, review, seen, account, confirmation, approval, now, stop);
                return review.PlannedBatchId;
            }, stop);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            // Another process opened a request for one of the devices between the question and the write: the unique index is the judge.
            var named = await database.ReadAsync(db => OpenRequests.RefuseAsync(db, read.Tenant, seen.Devices, stop));
            return named ?? new Refused("open-order", "One of the devices was given an order at the same moment. Read the review again.");
        }
    }

    /// <summary>What was confirmed, as a hash: a repeated click repeats it, another decision does not.</summary>
    private static string Digest(Confirmation c) => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            c.FrozenHash,
            c.NextUser,
            Justification = c.Justification?.Trim(),
            Ticket = c.Ticket?.Trim(),
            Waves = c.Waves is null ? null : FrozenPlan.Write(c.Waves),
            Timing = c.Timing is null ? null : FrozenTiming.Write(c.Timing),
            Sites = c.Sites is null ? null : FrozenSiteCap.Write(c.Sites),
        })));
}
