using System.Globalization;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>Writes a confirmed batch: its row, a request for each device, and the audit entries that say what was confirmed by whom.</summary>
internal static class NewBatch
{
    /// <exception cref="InvalidOperationException">The rows are not the list that was seen; nothing may be written.</exception>
    public static async Task AddAsync(
        ConsoleDbContext db, ReviewRow review, SeenList seen, Account account, Confirmation confirmation, string? approval, DateTimeOffset now, CancellationToken stop)
    {
        // One plan, one cut: the waves follow the frozen order.
        var sizes = confirmation.Waves is { } plan ? WaveSizes.Of(plan, seen.Devices.Count) : null;
        var sites = confirmation.Sites is { } cap ? await SitesAsync(db, review.Id, cap, seen.SiteMembers, stop) : 0;
        var batch = Batch(review, seen, account, confirmation, sizes?.Count ?? 1, sites, approval, now);
        db.Add(batch);
        await AuditChain.AppendAsync(db, batch.Tenant, now, [Confirmed(batch, review, seen.Devices, account, confirmation)], stop);
        var (position, lines) = (0, new List<byte[]>(seen.Devices.Count));
        await foreach (var slice in ReviewStore.ConfirmableAsync(db, review.Id, stop))
        {
            // A long list is never tracked whole; all of it commits or none.
            if (position > 0)
            {
                await db.SaveChangesAsync(stop);
                db.ChangeTracker.Clear();
            }

            var drafts = new List<AuditDraft>();
            foreach (var device in slice)
            {
                lines.Add(FrozenList.LineOf(device));
                Plan(db, drafts, Request(batch, device, position, sizes is null ? 0 : WaveSizes.WaveOf(sizes, position), confirmation.Sites, seen.SiteMembers, now), device, account);
                position++;
            }

            await AuditChain.AppendAsync(db, batch.Tenant, now, drafts, stop);
        }

        if (FrozenList.Hash(review.Kind, lines) != seen.Hash)
            throw new InvalidOperationException("The devices of the review changed while it was being confirmed; nothing was written.");
        db.Announce(ChangeKind.Batch, batch.Id);
        db.Announce(ChangeKind.Request, batch.Id);
        db.Announce(ChangeKind.Review, review.Id);
        if (review.DraftId is not null)
            db.Announce(ChangeKind.Schedule);
        db.Announce(ChangeKind.Audit);
    }

    private static void Plan(ConsoleDbContext db, List<AuditDraft> drafts, DeviceRequest request, ReviewDeviceRow device, Account account)
    {
        db.Add(request);
        drafts.Add(AuditDraft.About(request, AuditEvents.RequestPlanned, account, $"{Order(request.Kind)} of {PlainText.Line(request.Name)} planned.", Identity(request, device)));
        if (device.ReleasedBecause is { } because)
        {
            drafts.Add(AuditDraft.About(request, AuditEvents.RequestReleased, account,
                $"{PlainText.Line(request.Name)} released ({string.Join(", ", request.ReleasedCodes)}): {PlainText.Line(because, PlainText.ReasonLength)}",
                new Dictionary<string, string?> { ["codes"] = string.Join(',', request.ReleasedCodes), ["reason"] = because }));
        }
    }

    private static Batch Batch(ReviewRow review, SeenList seen, Account account, Confirmation confirmation, int waves, int sites, string? approval, DateTimeOffset now) => new()
    {
        Id = review.PlannedBatchId,
        Tenant = review.Tenant,
        Kind = review.Kind,
        ReviewId = review.Id,
        FrozenHash = seen.Hash,
        NextUser = confirmation.NextUser,
        Justification = confirmation.Justification.Trim(),
        Ticket = string.IsNullOrWhiteSpace(confirmation.Ticket) ? null : confirmation.Ticket.Trim(),
        ConfirmedAt = now,
        ConfirmedBy = account,
        State = BatchState.Running,
        StandsSince = now,
        SendsAs = account,
        WavePlan = confirmation.Waves is { } plan ? FrozenPlan.Write(plan) : null,
        Waves = waves,
        WaveOpenedAt = confirmation.Waves is null ? null : now,
        Timing = confirmation.Timing is { } timing ? FrozenTiming.Write(timing) : null,
        SendsFrom = confirmation.Timing?.NextAfter(now),
        SiteCap = confirmation.Sites is { } cap ? FrozenSiteCap.Write(cap) : null,
        Sites = sites,
        ApprovalBecause = approval,
        Unusual = approval is null ? null : seen.Unusual,
    };

    private static DeviceRequest Request(Batch batch, ReviewDeviceRow device, int position, int wave, SiteCap? cap, SiteMembers members, DateTimeOffset now)
    {
        var facts = device.Facts!;
        var confirmed = ConfirmedIdentity.From(facts);
        return new DeviceRequest
        {
            Id = Guid.CreateVersion7(now),
            BatchId = batch.Id,
            Tenant = batch.Tenant,
            Kind = batch.Kind,
            Position = position,
            Wave = wave,
            DeviceKey = device.Key,
            ManagedDeviceId = confirmed.ManagedDeviceId,
            EntraDeviceId = confirmed.EntraDeviceId,
            OpenManagedDeviceId = confirmed.ManagedDeviceId,
            OpenEntraDeviceId = confirmed.EntraDeviceId,
            Name = facts.Name,
            Serial = facts.Serial,
            Confirmed = confirmed,
            ReleasedCodes = device.ReleasedBecause is null ? [] : [.. device.Judgement!.Reasons.Where(r => r.Verdict == Verdict.Release).Select(r => r.Code).Distinct()],
            WasHybrid = JoinTypes.IsHybrid(facts),
            SiteTag = cap is null ? null : SiteKeys.OfTag(facts.Autopilot?.GroupTag),
            SiteName = cap is null ? null : SiteKeys.OfName(confirmed.Name, cap.Letters),
            SiteGroup = cap is { By: SiteRule.Group } ? SiteKeys.Of(cap, Traits(facts), members) : null,
            State = DeviceState.Planned,
            CreatedAt = now,
            ChangedAt = now,
        };
    }

    private static async Task<int> SitesAsync(ConsoleDbContext db, Guid reviewId, SiteCap cap, SiteMembers members, CancellationToken stop)
    {
        var sites = new HashSet<string>();
        await foreach (var slice in ReviewStore.ConfirmableAsync(db, reviewId, stop))
            sites.UnionWith(slice.Select(d => SiteKeys.Of(cap, Traits(d.Facts!), members)));
        return sites.Count;
    }

    private static SiteTraits Traits(DeviceFacts facts) => new(facts.Name, facts.Autopilot?.GroupTag, facts.EntraDeviceId);

    private static AuditDraft Confirmed(Batch batch, ReviewRow review, IReadOnlyList<SeenDevice> devices, Account account, Confirmation confirmation) =>
        new(AuditEvents.BatchConfirmed, account, ConfirmText.For(batch.Kind, devices, confirmation), new Dictionary<string, string?>
        {
            ["kind"] = batch.Kind.ToString(),
            ["devices"] = devices.Count.ToString(CultureInfo.InvariantCulture),
            ["frozenHash"] = batch.FrozenHash,
            ["nextUser"] = batch.NextUser.ToString(),
            ["justification"] = batch.Justification,
            ["ticket"] = batch.Ticket,
            ["reviewId"] = batch.ReviewId.ToString(),
            ["draftId"] = review.DraftId?.ToString(),
            ["waves"] = batch.Waves.ToString(CultureInfo.InvariantCulture),
            ["wavePlan"] = batch.WavePlan,
            ["timing"] = TimingWords.Of(confirmation.Timing),
            ["frozenTiming"] = batch.Timing,
            ["sendsFrom"] = batch.SendsFrom?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["siteCap"] = batch.SiteCap,
            ["sites"] = batch.SiteCap is null ? null : batch.Sites.ToString(CultureInfo.InvariantCulture),
            ["approval"] = batch.ApprovalBecause,
            ["typed"] = TypedConfirmation.IsSerial(batch.Kind, devices.Count) ? confirmation.TypedSerial : confirmation.TypedCount,
        })
        {
            BatchId = batch.Id,
        };

    private static Dictionary<string, string?> Identity(DeviceRequest request, ReviewDeviceRow device) => new()
    {
        ["kind"] = request.Kind.ToString(),
        ["joinType"] = request.Confirmed.TrustType,
        ["primaryUser"] = request.Confirmed.PrimaryUserId,
        ["owner"] = request.Confirmed.OwnerId,
        ["ownerType"] = request.Confirmed.OwnerType,
        ["enrolledAt"] = request.Confirmed.EnrolledAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["siteTag"] = request.SiteTag,
        ["siteName"] = request.SiteName,
        ["siteGroup"] = request.SiteGroup,
        ["hybrid"] = request.WasHybrid ? "true" : "false",
        ["verdict"] = device.Judgement!.Verdict.ToString(),
        ["reasons"] = string.Join(',', device.Judgement.Reasons.Select(r => r.Code)),
    };

    private static string Order(OrderKind kind) => kind == OrderKind.Wipe ? "Wipe" : "Autopilot Reset";
}
