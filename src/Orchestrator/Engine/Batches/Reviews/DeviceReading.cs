using AutopilotReset.Engine.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>What reading one device of a review gave.</summary>
internal sealed record DeviceReading(DeviceFacts? Facts, Judgement Judgement, string? Error)
{
    public static DeviceReading Unreadable(string why) =>
        new(null, new Judgement([new Reason("unreadable", Verdict.Refused, $"The device could not be read, so it is refused: {why}")]), why);
}

/// <summary>
/// Reads one device live and judges it: Graph's single read decides, the inventory adds what only a list can know (other records with the same serial).
/// A device that Intune does not manage is judged by the inventory alone: there is nothing to read.
/// </summary>
internal sealed class DeviceReader(IDeviceCatalogue catalogue, ReadLiveDevice readLive, TimeProvider time)
{
    /// <summary>Longest that one device may take, its retries included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async Task<DeviceReading> ReadAsync(ReviewRow review, ReviewDeviceRow device, EligibilityContext context, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            return await ReadOneAsync(review, device, context, both.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return DeviceReading.Unreadable($"Graph took longer than {Patience.TotalMinutes:0} minutes.");
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            return DeviceReading.Unreadable(PlainText.Line(e.Message, 500));
        }
    }

    private async Task<DeviceReading> ReadOneAsync(ReviewRow review, ReviewDeviceRow device, EligibilityContext context, CancellationToken stop)
    {
        var known = await catalogue.GetAsync(Owner(review), device.Key, stop);
        if (known is null)
            return DeviceReading.Unreadable("it is no longer in the inventory that your reads return.");
        if (known.Facts.ManagedDeviceId is not { } managedDeviceId)
            return new DeviceReading(known.Facts, OfIntuneOnly(Judges.Judge(review.Kind, known.Facts, context), known.Facts), null);

        var live = await readLive(managedDeviceId, review.Owner, null, stop);
        if (live is null)
            return DeviceReading.Unreadable("Intune has no such record any more (404).");
        if (!string.Equals(live.ManagedDeviceId, managedDeviceId, StringComparison.OrdinalIgnoreCase))
            return DeviceReading.Unreadable($"Intune answered with record {live.ManagedDeviceId} when asked for {managedDeviceId}.");
        if (live.EntraDeviceId is null || live.Holders is null)
            return DeviceReading.Unreadable("Intune names no Entra device for it, or its user and owner could not be read.");

        // A serial that changed since the inventory was read may have other twins than the inventory knows.
        var facts = live with { SerialTwins = known.Facts.SerialTwins };
        if (Serials.Normalise(live.Serial ?? "") != Serials.Normalise(known.Facts.Serial ?? ""))
            return DeviceReading.Unreadable($"its serial is \"{live.Serial}\" now and \"{known.Facts.Serial}\" in the inventory. Sync the inventory first.");
        var judgement = Judges.Judge(review.Kind, facts, context);
        return new DeviceReading(facts, review.Bulk is null ? judgement : SinceInventory.Note(known.Facts, facts, device.Judgement, judgement), null);
    }

    /// <summary>The judgement, and a refusal where Intune does not manage the device.</summary>
    public static Judgement OfIntuneOnly(Judgement judgement, DeviceFacts facts) => facts.ManagedDeviceId is not null || judgement.Verdict == Verdict.Refused
        ? judgement
        : new Judgement([.. judgement.Reasons, new Reason("not-in-intune", Verdict.Refused, "In Entra, not managed by Intune.", Alternative.EnrolInIntune)]);

    /// <summary>As whom it reads.</summary>
    public static Admin Owner(ReviewRow review) => new(
        review.Owner.HomeObjectId, review.Owner.HomeTenantId, review.Owner.ObjectId, review.Owner.TenantId, review.Owner.Name, review.Owner.UserPrincipalName, review.OwnerLevel);
}
