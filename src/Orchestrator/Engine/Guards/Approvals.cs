using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>When a batch needs the approval of a second person, who may give it, and whether one that was given still stands (decision 0035).</summary>
internal static class Approvals
{
    public const string Wanted = "approval-wanted";
    public const string Expired = "approval-expired";
    public const string Void = "approval-void";

    /// <summary>Whether nothing of the batch may be sent without approval. Whatever is not surely a reset needs it.</summary>
    public static bool IsNeeded(Batch batch) => batch.Kind != OrderKind.AutopilotReset || batch.ApprovalBecause is not null;

    /// <summary>No approval is needed, or there is one; whether it stands is <see cref="Refuse"/>'s question.</summary>
    public static Expression<Func<Batch, bool>> IsThere { get; } = b => b.ApprovedAt != null || (b.Kind == OrderKind.AutopilotReset && b.ApprovalBecause == null);

    /// <summary>Something of it may be sent once somebody has approved it, and nobody has.</summary>
    public static Expression<Func<Batch, bool>> IsMissing { get; } = b => (b.State == BatchState.Running || b.State == BatchState.Paused)
        && b.ApprovedAt == null && (b.Kind != OrderKind.AutopilotReset || b.ApprovalBecause != null);

    public static Func<Batch, bool> Waits { get; } = IsMissing.Compile();

    /// <summary>Why the batch may not be sent for want of an approval, or <c>null</c>.</summary>
    public static Refused? Refuse(Batch batch, GuardNumbers numbers, DateTimeOffset now)
    {
        if (!IsNeeded(batch))
            return null;
        if (batch is { ApprovedBy: null, ApprovedAt: null, ApprovedFor: null })
            return new Refused(Wanted, $"The batch waits for the approval of a second person: {Because(batch)}.");
        if (batch is not { ApprovedBy: { } by, ApprovedAt: { } at, ApprovedFor: { } approved })
            return new Refused(Void, "The approval of the batch is incomplete. A second person has to approve it anew.");
        if (!string.Equals(approved, Digest(batch), StringComparison.Ordinal))
            return new Refused(Void, $"What {by.Name} approved is not what would be sent. A second person has to approve it anew.");
        if (NotBy(batch, by) is not null)
            return new Refused(Void, $"{by.Name} approved the batch and is no second person for it. Another admin has to approve it.");
        if (at > now)
            return GuardGate.Unreadable($"the approval is from {at:u}, which is in the future. Check this machine's clock.");
        return now - at <= TimeSpan.FromHours(numbers.ApprovalValidHours)
            ? null
            : new Refused(Expired, $"The approval of {at:u} by {by.Name} is older than {numbers.ApprovalValidHours} h. A second person has to approve what is left.");
    }

    /// <summary>Why this person is no second person for the batch, or <c>null</c>.</summary>
    public static Refused? NotBy(Batch batch, Account account)
    {
        if (account.IsSamePersonAs(batch.ConfirmedBy))
            return new Refused("second-person", "You confirmed this batch yourself; another admin must approve it.");
        return account.IsSamePersonAs(batch.SendsAs)
            ? new Refused("second-person", "The batch sends as you; another admin must approve it.")
            : null;
    }

    public static string Because(Batch batch) => batch.ApprovalBecause ?? EveryWipe;

    /// <summary>SHA-256 of all that an approval covers, lower-case hex: another list, kind, next user, plan, timing, cap of a site or sender is not approved.</summary>
    public static string Digest(Batch batch) => Convert.ToHexStringLower(SHA256.HashData([.. Covered(batch), .. Encoding.UTF8.GetBytes(TimingOf(batch) + SitesOf(batch))]));

    private static byte[] Covered(Batch batch) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        batch.Id,
        Kind = batch.Kind.ToString(),
        NextUser = batch.NextUser.ToString(),
        batch.FrozenHash,
        batch.WavePlan,
        batch.Waves,
        SendsAs = batch.SendsAs.Id,
    });

    /// <summary>Behind the rest, so that what was approved before there were timings stays approved; the cap of a site for the same reason behind that.</summary>
    private static string TimingOf(Batch batch) =>
        batch.Timing is null && batch.SendsFrom is null ? "" : $"{batch.Timing}\n{batch.SendsFrom?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}";

    private static string SitesOf(Batch batch) => batch.SiteCap is null && batch.Sites == 0 ? "" : $"\nsites {batch.Sites.ToString(CultureInfo.InvariantCulture)}\n{batch.SiteCap}";

    /// <summary>Why a batch that this person confirms now needs a second one, as half a sentence; <c>null</c>: it does not.</summary>
    public static async Task<string?> WhyNeededAsync(
        ConsoleDbContext db, string tenant, Account account, OrderKind kind, int devices, GuardNumbers numbers, DateTimeOffset now, CancellationToken stop)
    {
        if (kind != OrderKind.AutopilotReset)
            return EveryWipe;
        var most = numbers.ApprovalAboveDevices;
        if (most == 0)
            return "every reset needs it here (Guards:ApprovalAboveDevices is 0)";
        if (devices > most)
            return $"{devices} devices are more than the {most} that one person may have reset alone (Guards:ApprovalAboveDevices)";
        var alone = await AloneAsync(db, tenant, account, now, stop);
        return alone + devices > most
            ? $"{devices} and the {alone} of the last 24 hours are more than the {most} devices that one person may have reset alone (Guards:ApprovalAboveDevices)"
            : null;
    }

    private const string EveryWipe = "every wipe needs it";

    /// <summary>
    /// Devices that the person confirmed within 24 hours without anybody's approval. What was cancelled or refused before anything of it left does not count, and
    /// can never be sent any more.
    /// </summary>
    private static async Task<int> AloneAsync(ConsoleDbContext db, string tenant, Account account, DateTimeOffset now, CancellationToken stop)
    {
        var from = now.AddHours(-24);
        var batches = await db.Batches.AsNoTracking()
            .Where(b => b.Tenant == tenant && b.ConfirmedAt > from && b.Kind == OrderKind.AutopilotReset && b.ApprovalBecause == null)
            .Select(b => new { b.Id, b.ConfirmedBy }).ToListAsync(stop);
        var own = batches.Where(b => b.ConfirmedBy.IsSamePersonAs(account)).Select(b => b.Id).ToList();
        return own.Count == 0 ? 0 : await db.Requests.CountAsync(
            r => own.Contains(r.BatchId) && !((r.State == DeviceState.Cancelled || r.State == DeviceState.Refused) && r.CountedAt == null), stop);
    }
}
