using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>Turns a frozen selection into a review and has it read in the background.</summary>
internal sealed class ReviewStart(
    ConsoleDatabase database, CommandDesk desk, IDeviceCatalogue catalogue, ReviewQueue queue, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    public Task<Outcome<Guid>> StartAsync(Admin admin, Guid selectionId, OrderKind kind, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("review.start", Detail: $"{kind} of selection {selectionId}"), async account =>
        {
            var selection = await catalogue.GetSelectionAsync(admin, selectionId, stop);
            if (Refuse(selection, selectionId, kind, await numbers.ReadAsync()) is { } no)
                return (Outcome<Guid>)no;
            if (selection!.DraftId is { } draftId && DraftGate.Refuse(await database.ReadAsync(db => DraftGate.FindAsync(db, tenant.TenantId, draftId, stop)), time.GetUtcNow()) is { } over)
                return over;
            var isLong = selection.Total > Review.MostListed;
            var inventory = isLong ? (await catalogue.StatusAsync(admin, stop)).LastFullRead : null;
            if (isLong && RefuseAge(inventory) is { } old)
                return old;
            var review = Row(account, admin.Level, selection, kind, isLong ? selection.Total : null, inventory);
            await database.WriteAsync(db =>
            {
                db.Add(review);
                if (!isLong)
                    db.AddRange(Devices(review.Id, selection));
                db.Announce(ChangeKind.Review, review.Id);
                return Task.CompletedTask;
            }, stop);
            queue.Add(review.Id);
            return review.Id;
        }, stop);

    private static Refused? Refuse(Selection? selection, Guid selectionId, OrderKind kind, GuardNumbers present)
    {
        if (!Enum.IsDefined(kind))
            return new Refused("unknown-kind", $"There is no order of kind {kind}.");
        if (selection is null)
            return new Refused("selection-not-found", $"There is no selection {selectionId} of yours. Choose the devices again.");
        if (selection.Devices is not { Count: > 0 })
            return new Refused("selection-empty", "The selection holds no device. An empty selection is never read as \"all\".");
        if (selection.Total > present.DevicesPerBatch)
            return new Refused("batch-too-large", $"The selection holds {selection.Total} devices; Guards:DevicesPerBatch allows {present.DevicesPerBatch}.");
        return selection.Devices.GroupBy(d => d.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? new Refused("selection-duplicate", $"The selection holds {PlainText.Line(twice.First().Name)} ({twice.Key}) {twice.Count()} times.")
            : null;
    }

    private Refused? RefuseAge(DateTimeOffset? read) => read is not { } at || time.GetUtcNow() - at > BulkReading.MostInventoryAge || at > time.GetUtcNow()
        ? new Refused("inventory-too-old", $"A list of more than {Review.MostListed} devices is first answered by the inventory, and that {(read is null ? "was never read to its end" : $"is of {read:u}, more than {BulkReading.MostInventoryAge.TotalHours:0} hours ago")}. Sync the inventory, then review.")
        : null;

    private ReviewRow Row(Account account, AccessLevel level, Selection selection, OrderKind kind, int? bulk, DateTimeOffset? inventory)
    {
        var now = time.GetUtcNow();
        return new ReviewRow
        {
            Id = Guid.CreateVersion7(now),
            Tenant = tenant.TenantId,
            Kind = kind,
            SelectionId = selection.Id,
            DraftId = selection.DraftId,
            Owner = account,
            OwnerId = account.Id,
            OwnerLevel = level,
            Problems = selection.Problems,
            ProblemTotal = selection.ProblemTotal,
            CreatedAt = now,
            Bulk = bulk,
            InventoryAt = inventory,
            PlannedBatchId = Guid.CreateVersion7(now),
        };
    }

    private static IEnumerable<ReviewDeviceRow> Devices(Guid reviewId, Selection selection) =>
        selection.Devices.Select((device, position) => new ReviewDeviceRow
        {
            ReviewId = reviewId,
            Position = position,
            Key = device.Key,
            Name = device.Name,
            Serial = device.Serial,
        });
}
