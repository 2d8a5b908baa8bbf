using System.Data.Common;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

/// <summary>Reads the Entra device ids (<c>device.deviceId</c>) of a group's transitive members from Graph; throws when it cannot.</summary>
public delegate Task<IReadOnlyList<string>> ReadGroupDevices(string groupId, Account reader, Guid? loan, CancellationToken stop);

/// <summary>
/// Who must not be touched from here, with groups resolved to devices. Groups are read anew when their members are older than
/// <see cref="GuardOptions.GroupsRefreshMinutes"/>; members older than <see cref="GuardOptions.GroupsValidMinutes"/> count as unreadable.
/// </summary>
public sealed partial class ProtectedLists(
    ConsoleDatabase database, ReadGroupDevices readGroup, TenantIdentity tenant, IOptions<GuardOptions> options, TimeProvider time, ILogger<ProtectedLists> log)
{
    /// <summary>Asked for every send: translated once, not each time. Kept with this object, since a model belongs to one database.</summary>
    private readonly Func<ConsoleDbContext, string, IAsyncEnumerable<GuardEntryRow>> _entries =
        EF.CompileAsyncQuery((ConsoleDbContext db, string tenantId) => db.Set<GuardEntryRow>().AsNoTracking().Where(e => e.Tenant == tenantId));

    private readonly Func<ConsoleDbContext, string, IAsyncEnumerable<string>> _admins =
        EF.CompileAsyncQuery((ConsoleDbContext db, string tenantId) => db.Set<KnownAdmin>().Where(a => a.Tenant == tenantId && a.Level != AccessLevel.None).Select(a => a.ObjectId));

    /// <summary>The lists, or <c>null</c> when any part of them cannot be read: everything is refused then (invariant 8).</summary>
    public async Task<ProtectedDevices?> ReadAsync(Account reader, Guid? loan, CancellationToken stop)
    {
        try
        {
            var (entries, admins) = await database.ReadAsync(async db =>
                (await _entries(db, tenant.TenantId).ToListAsync(stop), await _admins(db, tenant.TenantId).ToListAsync(stop)));
            var groups = new Dictionary<string, IReadOnlyList<string>>();
            foreach (var groupId in entries.Where(e => e.Kind == GuardEntryKind.Group).Select(e => e.Value).Distinct())
                groups[groupId] = await MembersAsync(groupId, reader, loan, stop);
            return Compose(entries, groups, admins);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or GroupUnreadableException)
        {
            Unreadable(log, e);
            return null;
        }
    }

    private static ProtectedDevices Compose(List<GuardEntryRow> entries, Dictionary<string, IReadOnlyList<string>> groups, List<string> admins)
    {
        return new ProtectedDevices
        {
            Serials = Values(GuardList.Protected, GuardEntryKind.Serial),
            Names = Values(GuardList.Protected, GuardEntryKind.Name),
            DeviceIds = Ids(GuardList.Protected),
            UserIds = Set(admins),
            HeldSerials = Values(GuardList.Held, GuardEntryKind.Serial),
            HeldDeviceIds = Ids(GuardList.Held),
        };

        HashSet<string> Values(GuardList list, GuardEntryKind kind) => Set(entries.Where(e => e.List == list && e.Kind == kind).Select(e => e.Value));

        HashSet<string> Ids(GuardList list) =>
            Set(Values(list, GuardEntryKind.DeviceId).Concat(Values(list, GuardEntryKind.Group).SelectMany(g => groups[g])));

        static HashSet<string> Set(IEnumerable<string> values) => values.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private async Task<IReadOnlyList<string>> MembersAsync(string groupId, Account reader, Guid? loan, CancellationToken stop)
    {
        var kept = await database.ReadAsync(db => db.Set<GroupMembersRow>().FirstOrDefaultAsync(m => m.Tenant == tenant.TenantId && m.GroupId == groupId, stop));
        if (kept is not null && Age(kept) < TimeSpan.FromMinutes(options.Value.GroupsRefreshMinutes))
            return kept.DeviceIds;
        try
        {
            var members = await readGroup(groupId, reader, loan, stop);
            await KeepAsync(groupId, members, stop);
            return members;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            if (kept is not null && Age(kept) < TimeSpan.FromMinutes(options.Value.GroupsValidMinutes))
                return kept.DeviceIds;
            throw new GroupUnreadableException($"The members of protected group {groupId} could not be read: {e.Message}", e);
        }
    }

    // A clock that was set back makes members look as if read in the future: they count as old.
    private TimeSpan Age(GroupMembersRow kept) => time.GetUtcNow() - kept.ReadAt is var age && age < TimeSpan.Zero ? TimeSpan.MaxValue : age;

    private Task KeepAsync(string groupId, IReadOnlyList<string> members, CancellationToken stop) =>
        database.WriteAsync(async db =>
        {
            var row = await db.Set<GroupMembersRow>().FirstOrDefaultAsync(m => m.Tenant == tenant.TenantId && m.GroupId == groupId, stop);
            if (row is null)
                db.Add(row = new GroupMembersRow { Tenant = tenant.TenantId, GroupId = groupId });
            row.DeviceIds = [.. members.Select(m => m.ToLowerInvariant()).Distinct()];
            row.ReadAt = time.GetUtcNow();
        }, stop);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "The protected and held lists could not be read; every device is refused.")]
    private static partial void Unreadable(ILogger logger, Exception exception);

    private sealed class GroupUnreadableException(string message, Exception inner) : Exception(message, inner);
}
