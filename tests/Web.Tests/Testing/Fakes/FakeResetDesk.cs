namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal sealed class FakeResetDesk(TimeProvider time, FakeDeviceCatalogue catalogue) : FakeDoor, IResetDesk
{
    public Dictionary<Guid, Review> Reviews { get; } = [];

    public List<BatchRow> Batches { get; } =
    [
        FakeOrders.Batch(1, time.GetUtcNow()),
        FakeOrders.Batch(2, time.GetUtcNow(), BatchState.Paused),
        FakeOrders.Batch(3, time.GetUtcNow(), BatchState.Finished),
    ];

    public List<RequestRow> Rows { get; } = [.. FakeOrders.Requests(time.GetUtcNow())];

    public List<HolderFinding> Findings { get; } = [new(Holder.PrimaryUser, People.User(4), People.User(4), "Primary user left behind, or back again.")];

    public List<Confirmation> Confirmations { get; } = [];

    /// <summary>Thrown by every read of a long review's devices while set.</summary>
    public Exception? ReviewedFault { get; set; }

    /// <summary>Replaces what <see cref="GetBatchAsync"/> builds.</summary>
    public Func<BatchDetail, BatchDetail> Adjust { get; set; } = detail => detail;

    /// <summary>In a batch; a longer selection is refused.</summary>
    public int MostDevices { get; set; } = 25;

    /// <summary>Commands with their arguments, in words.</summary>
    public List<string> Commands { get; } = [];

    public Task<Outcome<Guid>> StartReviewAsync(Admin admin, Guid selectionId, OrderKind kind, CancellationToken stop) => CommandAsync<Guid>(() =>
    {
        if (!catalogue.Selections.TryGetValue(selectionId, out var selection))
            return new Refused("selection-gone", "This selection is no longer kept. Choose the devices again.");
        if (selection.Devices.Count > MostDevices)
            return new Refused("batch-too-large", $"The selection holds {selection.Devices.Count} devices; Guards:DevicesPerBatch allows {MostDevices}.");
        var review = Read(selection, kind);
        Reviews[review.Id] = review;
        return review.Id;
    }, stop);

    public async Task<Review?> GetReviewAsync(Admin admin, Guid reviewId, CancellationToken stop)
    {
        await EnterAsync(stop);
        return Reviews.GetValueOrDefault(reviewId);
    }

    /// <summary>Rows of the long reviews.</summary>
    public List<ReviewedDevice> Reviewed { get; } = [];

    public async Task<IReadOnlyList<ReviewedDevice>> GetReviewedAsync(Admin admin, Guid reviewId, ReviewFilter filter, int skip, int take, CancellationToken stop)
    {
        await EnterAsync(stop);
        if (ReviewedFault is { } fault)
            throw fault;
        return [.. Reviewed
            .Where(d => (filter.Standing is null || d.Standing == filter.Standing) && (!filter.Sent || d.WillBeSent) && (filter.Reason is null || d.Judgement.Has(filter.Reason)))
            .Skip(skip).Take(take)];
    }

    public Task<Outcome<int>> TakeOutAllAsync(Admin admin, Guid reviewId, ReviewStanding standing, string? reason, CancellationToken stop) => CommandAsync<int>(() =>
    {
        Commands.Add($"take out all {standing} {reason}");
        return Reviewed.RemoveAll(d => d.Standing == standing && (reason is null || d.Judgement.Has(reason)));
    }, stop);

    public Task<Outcome<Guid>> WipeInsteadAsync(Admin admin, Guid reviewId, int shown, CancellationToken stop) => CommandAsync<Guid>(() =>
    {
        Commands.Add($"wipe {shown} instead");
        return catalogue.SelectAsync(admin, new Choice.Keys([.. catalogue.Rows.Take(shown).Select(d => d.Key)]), stop).GetAwaiter().GetResult().Value!.Id;
    }, stop);

    public Task<Outcome<Done>> TakeOutAsync(Admin admin, Guid reviewId, string deviceKey, CancellationToken stop) => Change(reviewId, review =>
    {
        var left = review.Devices.Where(d => d.Key != deviceKey).ToList();
        return review with { Devices = left, Total = left.Count, Read = left.Count, FrozenHash = $"{review.FrozenHash}-" };
    }, stop);

    public Task<Outcome<Done>> ReleaseAsync(Admin admin, Guid reviewId, string deviceKey, string reason, CancellationToken stop) => Change(reviewId, review =>
        review with { Devices = [.. review.Devices.Select(d => d.Key == deviceKey ? d with { ReleasedBecause = reason } : d)], FrozenHash = $"{review.FrozenHash}+" }, stop);

    public Task<Outcome<Guid>> ConfirmAsync(Admin admin, Confirmation confirmation, CancellationToken stop) => CommandAsync<Guid>(() =>
    {
        Confirmations.Add(confirmation);
        var review = Reviews[confirmation.ReviewId];
        Reviews[review.Id] = review with { BatchId = FakeOrders.BatchId(1) };
        return FakeOrders.BatchId(1);
    }, stop);

    public async Task<IReadOnlyList<BatchRow>> FindBatchesAsync(Admin admin, BatchQuery query, int skip, int take, CancellationToken stop)
    {
        await EnterAsync(stop);
        return [.. Batches.Where(b => (query.State is null || b.State == query.State) && (query.Kind is null || b.Kind == query.Kind)
            && (query.Text is null || $"{b.Justification}\n{b.Ticket}\n{b.ConfirmedBy}".Contains(query.Text, StringComparison.OrdinalIgnoreCase))).Skip(skip).Take(take)];
    }

    public async Task<BatchDetail?> GetBatchAsync(Admin admin, Guid batchId, CancellationToken stop)
    {
        await EnterAsync(stop);
        return Batches.FirstOrDefault(b => b.Id == batchId) is { } row
            ? Adjust(new BatchDetail { Row = row, NextUser = NextUser.SomebodyElse, SendsAs = People.Operator.Name, SentLastMinute = 18, BudgetLeft = 42, BudgetPerMinute = 60, ExpectedSentBy = row.State == BatchState.Running ? time.GetUtcNow().AddMinutes(1) : null, Timeline = [FakeAuditTrail.Row(1, time.GetUtcNow()), FakeAuditTrail.Row(4, time.GetUtcNow())] })
            : null;
    }

    public async Task<RequestPage> GetRequestsAsync(Admin admin, RequestQuery query, int skip, int take, CancellationToken stop)
    {
        await EnterAsync(stop);
        var found = Rows.Where(r => (query.BatchId is null || r.BatchId == query.BatchId) && (query.State is null || r.State == query.State)
            && (query.DeviceId is null || r.DeviceKey.EndsWith(query.DeviceId, StringComparison.Ordinal))
            && (query.Text is null || $"{r.Name}\n{r.Serial}".Contains(query.Text, StringComparison.OrdinalIgnoreCase))
            && (!query.ArmedOnly || r.ArmedSince is not null) && (!query.NeedsPersonOnly || r.State.NeedsPerson())
            && (!query.HybridWipesWaitingOnly || r.ReadyFrom > time.GetUtcNow())).ToList();
        return new RequestPage([.. found.Skip(skip).Take(take)], found.Count);
    }

    public async Task<RequestDetail?> GetRequestAsync(Admin admin, Guid requestId, CancellationToken stop)
    {
        await EnterAsync(stop);
        if (Rows.FirstOrDefault(r => r.Id == requestId) is not { } row)
            return null;
        var now = time.GetUtcNow();
        var facts = FakeFleet.Facts(catalogue.Rows.First(d => d.Key == row.DeviceKey), now);
        return new RequestDetail
        {
            Row = row,
            NextUser = NextUser.SomebodyElse,
            Confirmed = ConfirmedIdentity.From(facts),
            Before = new Snapshot { TakenAt = row.AcceptedAt ?? now, ActionResults = facts.ActionResults, Holders = facts.Holders!, LastCheckIn = facts.LastCheckIn, EnrolledAt = facts.EnrolledAt },
            Latest = new Observation { ReadAt = now.AddMinutes(-2), RecordExists = true, ActionResults = facts.ActionResults, Holders = new Holders([], []), LastCheckIn = now.AddMinutes(-4), EnrolledAt = facts.EnrolledAt },
            TenantApproval = row.TenantApproval == TenantApproval.None ? null : new RequestTenantApproval { Standing = row.TenantApproval, Since = row.ChangedAt, ExpiresAt = row.TenantApprovalExpiresAt },
            Findings = row.State == DeviceState.CompletedWithFindings ? Findings : [],
            Timeline = [FakeAuditTrail.Row(1, now), FakeAuditTrail.Row(4, now)],
        };
    }

    public Task<Outcome<Done>> PauseAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) => Say<Done>($"pause {batchId} {reason}", new Done(), stop);

    public Task<Outcome<Done>> ResumeAsync(Admin admin, Guid batchId, CancellationToken stop) => Say<Done>($"resume {batchId}", new Done(), stop);

    public Task<Outcome<Done>> OpenWaveAsync(Admin admin, Guid batchId, int wave, string reason, CancellationToken stop) => Say<Done>($"open wave {wave} of {batchId} {reason}", new Done(), stop);

    /// <summary>Entra device ids of the members of each group; a group that is not here cannot be read.</summary>
    public Dictionary<string, string[]> GroupMembers { get; } = [];

    public Task<Outcome<ReviewedSites>> GetSitesAsync(Admin admin, CapOfReview sites, CancellationToken stop) => CommandAsync<ReviewedSites>(() =>
    {
        if (sites.Cap.Groups.FirstOrDefault(g => !GroupMembers.ContainsKey(g.Id)) is { } group)
            return new Refused("site-group-unreadable", $"The members of {group.Name} ({group.Id}) could not be read to their end.");
        var counts = SitesOf(sites).CountBy(s => s).OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
        return new ReviewedSites([.. counts.Take(ReviewedSites.MostNamed).Select(s => new ReviewedSite(SiteWords.Name(sites.Cap, s.Key), s.Value))], counts.Count);
    }, stop);

    private string[] SitesOf(CapOfReview sites)
    {
        var members = SiteMembers.Of([.. sites.Cap.Groups.Select(g => (g.Id, (IReadOnlyCollection<string>)GroupMembers[g.Id]))]);
        var review = Reviews[sites.ReviewId];
        return [.. (review.Bulk is null ? review.Devices : Reviewed).Where(d => d.WillBeSent)
            .Select(d => SiteKeys.Of(sites.Cap, new SiteTraits(d.Facts?.Name ?? d.Name, d.Facts?.Autopilot?.GroupTag, d.Facts?.EntraDeviceId), members))];
    }

    public Task<Outcome<Rehearsed>> RehearseAsync(Admin admin, OrderKind kind, int devices, WavePlan plan, Timing? timing, CapOfReview? sites, CancellationToken stop) => CommandAsync<Rehearsed>(
        () => new Rehearsed(Rehearsal.Play(new() { Plan = plan, Devices = devices, StartsAt = timing?.NextAfter(time.GetUtcNow()) ?? time.GetUtcNow(), Window = timing?.Window, SendsPer20Seconds = 20, Sites = sites is null ? null : new SitePlan(sites.Cap, SitesOf(sites)), Expected = Expectation.Assumed }), Expectation.Assumed, 60) { ConfirmationEnds = time.GetUtcNow().AddHours(24) }, stop);

    public Task<Outcome<int>> CancelUnsentAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) => Say<int>($"cancel {batchId} {reason}", 6, stop);

    public Task<Outcome<Done>> TakeOverAsync(Admin admin, Guid batchId, CancellationToken stop) => Say<Done>($"take over {batchId}", new Done(), stop);

    public Task<Outcome<Done>> ApproveAsync(Admin admin, Approving approving, CancellationToken stop) =>
        Say<Done>($"approve {approving.BatchId} {approving.FrozenHash} {approving.TypedCount}", new Done(), stop);

    public Task<Outcome<int>> RejectAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) => Say<int>($"reject {batchId} {reason}", 6, stop);

    public Task<Outcome<Done>> WithdrawApprovalAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) => Say<Done>($"withdraw {batchId} {reason}", new Done(), stop);

    public Task<Outcome<Guid>> RetryFailedAsync(Admin admin, Guid batchId, CancellationToken stop) => Say<Guid>($"retry {batchId}", FakeOrders.BatchId(99), stop);

    public Task<Outcome<Guid>> RepeatAsync(Admin admin, Guid batchId, CancellationToken stop) => Say<Guid>($"repeat {batchId}", FakeOrders.BatchId(99), stop);

    public Task<Outcome<Done>> DecideUnknownAsync(Admin admin, Guid requestId, bool taken, string reason, CancellationToken stop) => Say<Done>($"decide {requestId} {taken} {reason}", new Done(), stop);

    public Task<Outcome<Done>> CloseStalledAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) => Say<Done>($"close {requestId} {reason}", new Done(), stop);

    public Task<Outcome<Done>> CancelDeviceAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) => Say<Done>($"cancel device {requestId} {reason}", new Done(), stop);

    public Task<Outcome<Done>> AskTenantAnewAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) => Say<Done>($"ask anew {requestId} {reason}", new Done(), stop);

    public Task<Outcome<Done>> RepairAsync(Admin admin, Repair repair, CancellationToken stop) => Say<Done>($"repair {repair}", new Done(), stop);

    private Task<Outcome<T>> Say<T>(string command, T answer, CancellationToken stop) => CommandAsync<T>(() =>
    {
        Commands.Add(command);
        return answer;
    }, stop);

    private Task<Outcome<Done>> Change(Guid reviewId, Func<Review, Review> change, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Reviews[reviewId] = change(Reviews[reviewId]);
        return new Done();
    }, stop);

    private Review Read(Selection selection, OrderKind kind)
    {
        var now = time.GetUtcNow();
        var devices = selection.Devices.Select(row => new ReviewedDevice(
            row.Key, FakeFleet.Facts(row, now), row.Name, row.Serial,
            kind == OrderKind.Wipe ? FakeFleet.Detail(row, now, []).Wipe : new Judgement(row.Reasons), null, null)).ToList();
        return new Review
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            Total = devices.Count,
            Read = devices.Count,
            Devices = devices,
            Problems = selection.Problems,
            FrozenHash = "h1",
            Guards = devices.Count > 25 ? [$"{devices.Count} devices are more than the 25 allowed in a batch."] : [],
        };
    }
}
