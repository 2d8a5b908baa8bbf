using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>The devices of a review as a confirmation finds them, gone through once; of each only what is named and asked is kept.</summary>
/// <param name="Complete">Every device was read.</param>
/// <param name="Old">Why the readings are too old; <c>null</c>: they are not.</param>
/// <param name="Hash">Of the list, made of the rows themselves.</param>
/// <param name="Hybrid">Name of a device that would be sent although it is hybrid joined, or <c>null</c>.</param>
/// <param name="Unusual">What stands out, for the person who is asked to approve.</param>
internal sealed record SeenList(bool Complete, Refused? Old, IReadOnlyList<SeenDevice> Devices, string Hash, string? Hybrid, string? Unusual)
{
    /// <summary>Who is in the Entra groups of the confirmed cap.</summary>
    public SiteMembers SiteMembers { get; init; } = SiteMembers.None;

    public static Task<SeenList> ReadAsync(ConsoleDatabase database, ReviewRow review, GuardOptions options, DateTimeOffset now, CancellationToken stop) => database.ReadAsync(async db =>
    {
        var (complete, old) = await AgeAsync(db, review, options, now, stop);
        var (devices, lines, unusual, hybrid) = (new List<SeenDevice>(), new List<byte[]>(), new UnusualDevices(), (string?)null);
        await foreach (var slice in ReviewStore.ConfirmableAsync(db, review.Id, stop))
        {
            foreach (var row in slice)
            {
                devices.Add(new SeenDevice(row.Facts!.Name, row.Facts.Serial, row.Facts.ManagedDeviceId!, row.Facts.EntraDeviceId!));
                lines.Add(FrozenList.LineOf(row));
                unusual.Add(row);
                hybrid ??= JoinTypes.IsHybrid(row.Facts) ? row.Name : null;
            }
        }

        return new SeenList(complete, old, devices, FrozenList.Hash(review.Kind, lines), hybrid, unusual.Text);
    });

    private static async Task<(bool Complete, Refused? Old)> AgeAsync(ConsoleDbContext db, ReviewRow review, GuardOptions options, DateTimeOffset now, CancellationToken stop)
    {
        if (review.Bulk is not null)
        {
            var tally = await BulkQueries.TallyAsync(db, review, stop);
            return (review.FinishedAt is not null && review.JudgedAt is not null && tally.Settled == tally.Total, ReviewAge.Refuse(review, options, now));
        }

        var all = await ReviewStore.DevicesAsync(db, review.Id, stop);
        return (review.FinishedAt is not null && all.TrueForAll(d => d.ReadAt is not null), ReviewAge.Refuse(all, options, now));
    }
}

/// <summary>A device that a confirmation would send.</summary>
internal sealed record SeenDevice(string Name, string? Serial, string ManagedDeviceId, string EntraDeviceId);
