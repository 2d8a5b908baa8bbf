using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Shared.Console;

/// <summary>Review, confirm, watch and stop resets and wipes. Every command checks the admin's standing on the server.</summary>
public interface IResetDesk
{
    /// <summary>
    /// Reads every chosen device live in the background and judges it. Of more than <see cref="Review.MostListed"/> devices the inventory answers first
    /// (<see cref="Review.Bulk"/>).
    /// </summary>
    Task<Outcome<Guid>> StartReviewAsync(Admin admin, Guid selectionId, OrderKind kind, CancellationToken stop);

    Task<Review?> GetReviewAsync(Admin admin, Guid reviewId, CancellationToken stop);

    /// <summary>Some devices of a long review in the order of sending, <see cref="Review.MostListed"/> at most; none where it is not this admin's.</summary>
    Task<IReadOnlyList<ReviewedDevice>> GetReviewedAsync(Admin admin, Guid reviewId, ReviewFilter filter, int skip, int take, CancellationToken stop);

    Task<Outcome<Done>> TakeOutAsync(Admin admin, Guid reviewId, string deviceKey, CancellationToken stop);

    /// <summary>Takes out every device of a long review that one reason put into one group. The answer is how many those were.</summary>
    Task<Outcome<int>> TakeOutAllAsync(Admin admin, Guid reviewId, ReviewStanding standing, string? reason, CancellationToken stop);

    /// <summary>
    /// A new selection of those devices of a finished long review that it refuses and that could be wiped instead, to be reviewed as a wipe; sends nothing.
    /// Refused when they are not as many as were shown.
    /// </summary>
    Task<Outcome<Guid>> WipeInsteadAsync(Admin admin, Guid reviewId, int shown, CancellationToken stop);

    /// <summary>Releases one device whose verdict is <see cref="Verdict.Release"/>; the reason is audited.</summary>
    Task<Outcome<Done>> ReleaseAsync(Admin admin, Guid reviewId, string deviceKey, string reason, CancellationToken stop);

    /// <summary>Freezes the list and creates the batch. Refused unless every guard can be read and allows it. The same review confirms once.</summary>
    Task<Outcome<Guid>> ConfirmAsync(Admin admin, Confirmation confirmation, CancellationToken stop);

    Task<IReadOnlyList<BatchRow>> FindBatchesAsync(Admin admin, BatchQuery query, int skip, int take, CancellationToken stop);
    Task<BatchDetail?> GetBatchAsync(Admin admin, Guid batchId, CancellationToken stop);
    Task<RequestPage> GetRequestsAsync(Admin admin, RequestQuery query, int skip, int take, CancellationToken stop);
    Task<RequestDetail?> GetRequestAsync(Admin admin, Guid requestId, CancellationToken stop);

    Task<Outcome<Done>> PauseAsync(Admin admin, Guid batchId, string reason, CancellationToken stop);
    Task<Outcome<Done>> ResumeAsync(Admin admin, Guid batchId, CancellationToken stop);

    /// <summary>Opens the next wave although the plan still waits. The number is the one that was shown, from 1; audited with its reason.</summary>
    Task<Outcome<Done>> OpenWaveAsync(Admin admin, Guid batchId, int wave, string reason, CancellationToken stop);

    /// <summary>The sites of what this admin's review would send, by its rows; Entra groups are read for it, each to its end or refused by name.</summary>
    Task<Outcome<ReviewedSites>> GetSitesAsync(Admin admin, CapOfReview sites, CancellationToken stop);

    /// <summary>Plays a plan in virtual time, from its start and in its window, at the present rate and by what past orders took. Sends nothing.</summary>
    Task<Outcome<Rehearsed>> RehearseAsync(Admin admin, OrderKind kind, int devices, WavePlan plan, Timing? timing, CapOfReview? sites, CancellationToken stop);

    /// <summary>Cancels what has not been sent; the answer is the number cancelled.</summary>
    Task<Outcome<int>> CancelUnsentAsync(Admin admin, Guid batchId, string reason, CancellationToken stop);

    /// <summary>From now on sends as this admin.</summary>
    Task<Outcome<Done>> TakeOverAsync(Admin admin, Guid batchId, CancellationToken stop);

    /// <summary>Approves as a second person: neither who confirmed nor whom it sends as. Refused unless hash and number are those of the batch.</summary>
    Task<Outcome<Done>> ApproveAsync(Admin admin, Approving approving, CancellationToken stop);

    /// <summary>Says no as a second person: what has not been sent is cancelled, also when somebody else approved it meanwhile. The answer is the number cancelled.</summary>
    Task<Outcome<int>> RejectAsync(Admin admin, Guid batchId, string reason, CancellationToken stop);

    /// <summary>Takes an approval back, one's own or somebody else's: the batch pauses, and needs another approval to go on.</summary>
    Task<Outcome<Done>> WithdrawApprovalAsync(Admin admin, Guid batchId, string reason, CancellationToken stop);

    /// <summary>A new selection of the failed devices that have neither an accepted nor an Unknown attempt.</summary>
    Task<Outcome<Guid>> RetryFailedAsync(Admin admin, Guid batchId, CancellationToken stop);

    /// <summary>A new selection of all devices of a batch, to be reviewed and confirmed like any other; nothing is sent.</summary>
    Task<Outcome<Guid>> RepeatAsync(Admin admin, Guid batchId, CancellationToken stop);

    /// <summary>A person settles an Unknown order, evidence in view.</summary>
    Task<Outcome<Done>> DecideUnknownAsync(Admin admin, Guid requestId, bool taken, string reason, CancellationToken stop);

    /// <summary>Closes a stalled request. The order stays armed and is listed until it is proven.</summary>
    Task<Outcome<Done>> CloseStalledAsync(Admin admin, Guid requestId, string reason, CancellationToken stop);

    /// <summary>Cancels one device that can still be stopped; the others of its batch go on.</summary>
    Task<Outcome<Done>> CancelDeviceAsync(Admin admin, Guid requestId, string reason, CancellationToken stop);

    /// <summary>Has Intune asked anew for its own second admin, where the code it gave cannot be used (<see cref="TenantApproval.WantsPerson"/>).</summary>
    Task<Outcome<Done>> AskTenantAnewAsync(Admin admin, Guid requestId, string reason, CancellationToken stop);

    /// <summary>Re-reads the holder and refuses when it is not <see cref="Repair.ShownHolderId"/> any more; then removes it or sets the named person.</summary>
    Task<Outcome<Done>> RepairAsync(Admin admin, Repair repair, CancellationToken stop);
}

/// <summary>Filter of the batch list; every part that is set must match.</summary>
public sealed record BatchQuery(BatchState? State = null, string? Text = null, OrderKind? Kind = null);

/// <summary>One batch with the number of its devices in each state.</summary>
public sealed record BatchRow
{
    public required Guid Id { get; init; }
    public required OrderKind Kind { get; init; }
    public required BatchState State { get; init; }
    public string? StateReason { get; init; }
    public required DateTimeOffset ConfirmedAt { get; init; }
    public required string ConfirmedBy { get; init; }
    public required string Justification { get; init; }
    public string? Ticket { get; init; }
    public required IReadOnlyDictionary<DeviceState, int> Counts { get; init; }

    /// <summary>Nothing is sent until a second person approves.</summary>
    public bool WaitsForApproval { get; init; }

    /// <summary><c>null</c> for a batch that was confirmed to be sent at once, at any time.</summary>
    public BatchTiming? Timing { get; init; }

    public int Total => Counts.Values.Sum();
}

/// <summary>One batch with its pace and its timeline.</summary>
public sealed record BatchDetail
{
    public required BatchRow Row { get; init; }
    public required NextUser NextUser { get; init; }
    public required string SendsAs { get; init; }

    /// <summary>Sends of this batch in the last minute.</summary>
    public required int SentLastMinute { get; init; }

    /// <summary>Sends left in our own budget of this minute, over all batches; the tenant's cannot be read.</summary>
    public required int BudgetLeft { get; init; }

    public required int BudgetPerMinute { get; init; }

    /// <summary><c>null</c> where no second person has to approve.</summary>
    public BatchApproval? Approval { get; init; }

    /// <summary><c>null</c> where nothing of the batch waits for an approval in Intune.</summary>
    public BatchTenantApprovals? TenantApprovals { get; init; }

    /// <summary><c>null</c> for a batch that was confirmed without waves.</summary>
    public BatchWaves? Waves { get; init; }

    /// <summary><c>null</c> for a batch that was confirmed without a cap of its sites.</summary>
    public BatchSites? Sites { get; init; }

    /// <summary>Which cap of the guards holds back what is left, and until when; <c>null</c>: none does.</summary>
    public string? CapReached { get; init; }

    /// <summary>When the last unsent device would be sent at the present rate; <c>null</c> when nothing is unsent, it is paused, or it depends on more than the rate.</summary>
    public DateTimeOffset? ExpectedSentBy { get; init; }

    /// <summary>Sends a minute that the tenant's batches share at present.</summary>
    public int RatePerMinute { get; init; }

    /// <summary>Graph asked the tenant to wait: nothing is sent until then. <c>null</c> when it did not.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    public required IReadOnlyList<AuditRow> Timeline { get; init; }
}

/// <param name="ArmedOnly">Accepted and not proven, whatever the state.</param>
/// <param name="NeedsPersonOnly">Unknown, stalled, awaiting approval, findings, failed.</param>
/// <param name="Wave">From 1.</param>
public sealed record RequestQuery(Guid? BatchId = null, DeviceState? State = null, string? DeviceId = null, string? Text = null, bool ArmedOnly = false, bool NeedsPersonOnly = false, bool HybridWipesWaitingOnly = false, int? Wave = null);

/// <summary>Some requests, and how many match in all.</summary>
public sealed record RequestPage(IReadOnlyList<RequestRow> Rows, int Total);

/// <summary>One device in a batch.</summary>
public sealed record RequestRow
{
    public required Guid Id { get; init; }
    public required Guid BatchId { get; init; }
    public required OrderKind Kind { get; init; }
    public required string DeviceKey { get; init; }
    public required string Name { get; init; }
    public string? Serial { get; init; }
    public required DeviceState State { get; init; }

    /// <summary>What happened last, in words: the refusal, Graph's answer, the finding.</summary>
    public string? Note { get; init; }

    public required EvidenceGrade Grade { get; init; }

    /// <summary>Completed on Intune's word alone: there was neither user nor owner to vanish.</summary>
    public bool ReportedOnly { get; init; }

    public DateTimeOffset? LastEvidenceAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? ArmedSince { get; init; }
    public DateTimeOffset? ProvenAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Where it stands with Intune's own second admin.</summary>
    public TenantApproval TenantApproval { get; init; }

    /// <summary>When Intune's request for approval expires, as Intune says; <c>null</c> while that is not known.</summary>
    public DateTimeOffset? TenantApprovalExpiresAt { get; init; }

    /// <summary>For a wipe of a hybrid-joined device: when its 24 hours are over (mission.md).</summary>
    public DateTimeOffset? ReadyFrom { get; init; }
}

/// <summary>One device in a batch with everything known before and after.</summary>
public sealed record RequestDetail
{
    public required RequestRow Row { get; init; }
    public required NextUser NextUser { get; init; }
    public required ConfirmedIdentity Confirmed { get; init; }
    public Snapshot? Before { get; init; }
    public Observation? Latest { get; init; }
    public required IReadOnlyList<HolderFinding> Findings { get; init; }

    /// <summary><c>null</c> where Intune wants no second admin for it now.</summary>
    public RequestTenantApproval? TenantApproval { get; init; }

    /// <summary>Every time it was sent or meant to be sent, oldest first.</summary>
    public IReadOnlyList<AttemptRow> Attempts { get; init; } = [];

    public required IReadOnlyList<AuditRow> Timeline { get; init; }
}

/// <summary>One attempt to send, with everything that tells whether Intune took it.</summary>
public sealed record AttemptRow
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>When the intent was committed, before anything left.</summary>
    public required DateTimeOffset IntentAt { get; init; }

    /// <summary>Process that sent it.</summary>
    public required string Node { get; init; }

    /// <summary>When its first byte was about to be written; <c>null</c> when nothing left or nobody lived to tell.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>HTTP status; <c>null</c> when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>What the answer means, in words.</summary>
    public string? Answer { get; init; }

    /// <summary>When Intune's own audit was last asked about it; <c>null</c> when nobody had to.</summary>
    public DateTimeOffset? IntuneReadAt { get; init; }

    /// <summary>Why Intune's audit could not be read; <c>null</c> when it was, or was not asked.</summary>
    public string? IntuneProblem { get; init; }

    /// <summary>What Intune's audit has about the device from the attempt on, by anybody.</summary>
    public IReadOnlyList<IntuneAuditEntry> IntuneEntries { get; init; } = [];
}

/// <summary>Whose traces a reset should remove.</summary>
public enum Holder { PrimaryUser, Owner }

/// <summary>A primary user or owner that is not as expected after the reset.</summary>
public sealed record HolderFinding(Holder Holder, Person Was, Person IsNow, string Text);

/// <param name="ShownHolderId">Entra id of the person the page showed; <c>null</c> when it showed nobody.</param>
/// <param name="SetToUserPrincipalName">Who shall be holder; <c>null</c> removes the holder. An owner can only be removed.</param>
public sealed record Repair(Guid RequestId, Holder Holder, string? ShownHolderId, string? SetToUserPrincipalName);
