using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Filters;

/// <summary>Saves, renames, deletes and lists filters. What cannot be read is listed with why, and chooses nothing.</summary>
internal sealed class SavedFilters(ConsoleDatabase database, CommandDesk desk, TenantIdentity tenant, TimeProvider time) : ISavedFilters
{
    private const int Most = 500;

    /// <exception cref="UnauthorizedAccessException">The admin was not let in.</exception>
    public async Task<IReadOnlyList<SavedFilter>> FindAsync(Admin admin, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            throw new UnauthorizedAccessException("Only those whom this console let in may see its filters.");
        return await database.ReadAsync(async db =>
        {
            var rows = await db.Set<StoredFilter>().Where(f => f.Tenant == tenant.TenantId).OrderBy(f => f.NameKey).ToListAsync(stop);
            var used = await db.Set<Schedule>().Where(s => s.Tenant == tenant.TenantId).OrderBy(s => s.NameKey).Select(s => new { s.FilterId, s.Name }).ToListAsync(stop);
            var users = used.ToLookup(u => u.FilterId, u => u.Name);
            return rows.ConvertAll(row => Shown(row, [.. users[row.Id]]));
        });
    }

    public Task<Outcome<Guid>> SaveAsync(Admin admin, string name, DeviceQuery query, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(query);
        return desk.RunAsync(admin, new Command("filter.save", Detail: PlainText.Line(name)), async account =>
        {
            if (DeviceFilter.Mistakes(query) is { Count: > 0 } mistakes)
                return (Outcome<Guid>)new Refused(DeviceFilter.IsEmpty(query) ? "filter-empty" : "filter-invalid", string.Join(' ', mistakes));
            var taken = GivenNames.Take(name);
            return taken.Refused is { } bad ? bad : await UniqueAsync(taken.Value!, db => AddAsync(db, account, taken.Value!, query, stop), stop);
        }, stop);
    }

    public Task<Outcome<Done>> RenameAsync(Admin admin, Guid filterId, string name, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("filter.rename", Detail: $"{filterId} to {PlainText.Line(name)}"), async account =>
        {
            var taken = GivenNames.Take(name);
            return taken.Refused is { } bad ? bad : await UniqueAsync<Done>(taken.Value!, async db =>
            {
                if (await FindAsync(db, filterId, stop) is not { } row)
                    return NotFound(filterId);
                var was = row.Name;
                (row.Name, row.NameKey, row.Version) = (taken.Value!, GivenNames.Key(taken.Value!), row.Version + 1);
                await AppendAsync(db, Draft(AuditEvents.FilterRenamed, account, row, $"Filter \"{was}\" renamed to \"{row.Name}\"."), stop);
                return default(Done);
            }, stop, filterId);
        }, stop);

    public Task<Outcome<Done>> DeleteAsync(Admin admin, Guid filterId, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("filter.delete", Detail: filterId.ToString()), account => database.WriteAsync<Outcome<Done>>(async db =>
        {
            if (await FindAsync(db, filterId, stop) is not { } row)
                return NotFound(filterId);
            if (await db.Set<Schedule>().Where(s => s.FilterId == filterId).Select(s => s.Name).ToListAsync(stop) is { Count: > 0 } users)
                return new Refused("filter-used", $"\"{row.Name}\" is what {string.Join(", ", users.Select(u => $"\"{u}\""))} chooses by. Delete the schedule first.");
            db.Remove(row);
            await AppendAsync(db, Draft(AuditEvents.FilterDeleted, account, row, $"Filter \"{row.Name}\" deleted."), stop);
            return default(Done);
        }, stop), stop);

    private async Task<Outcome<Guid>> AddAsync(ConsoleDbContext db, Account account, string name, DeviceQuery query, CancellationToken stop)
    {
        if (await db.Set<StoredFilter>().CountAsync(f => f.Tenant == tenant.TenantId, stop) >= Most)
            return new Refused("filters-full", $"There are {Most} saved filters already. Delete some that nobody uses.");
        var now = time.GetUtcNow();
        var row = new StoredFilter
        {
            Id = Guid.CreateVersion7(now),
            Tenant = tenant.TenantId,
            Name = name,
            NameKey = GivenNames.Key(name),
            Query = FrozenFilter.Write(query),
            MadeBy = account.Name,
            MadeAt = now,
        };
        db.Add(row);
        await AppendAsync(db, Draft(AuditEvents.FilterSaved, account, row, $"Filter \"{name}\" saved: {PlainText.Line(DeviceFilter.Words(query), PlainText.ReasonLength)}."), stop);
        return row.Id;
    }

    /// <summary>The question names who has the name; between two that come at once the index decides.</summary>
    private async Task<Outcome<T>> UniqueAsync<T>(string name, Func<ConsoleDbContext, Task<Outcome<T>>> write, CancellationToken stop, Guid? but = null)
    {
        var taken = new Refused("name-taken", $"There is a filter named \"{name}\" already.");
        try
        {
            return await database.WriteAsync<Outcome<T>>(async db =>
            {
                var key = GivenNames.Key(name);
                return await db.Set<StoredFilter>().AnyAsync(f => f.Tenant == tenant.TenantId && f.NameKey == key && f.Id != but, stop) ? taken : await write(db);
            }, stop);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            return taken;
        }
    }

    private Task<StoredFilter?> FindAsync(ConsoleDbContext db, Guid id, CancellationToken stop) =>
        db.Set<StoredFilter>().FirstOrDefaultAsync(f => f.Id == id && f.Tenant == tenant.TenantId, stop);

    private async Task AppendAsync(ConsoleDbContext db, AuditDraft draft, CancellationToken stop)
    {
        await AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft], stop);
        db.Announce(ChangeKind.Schedule);
        db.Announce(ChangeKind.Audit);
    }

    private static Refused NotFound(Guid id) => new("filter-not-found", $"There is no saved filter {id} any more.");

    private static AuditDraft Draft(string type, Account account, StoredFilter row, string text) =>
        new(type, account, text, new Dictionary<string, string?> { ["filterId"] = row.Id.ToString(), ["name"] = row.Name, ["query"] = row.Query });

    private static SavedFilter Shown(StoredFilter row, IReadOnlyList<string> usedBy)
    {
        var (query, words) = Read(row);
        return new SavedFilter { Id = row.Id, Name = row.Name, Query = query, Words = words, MadeBy = row.MadeBy, MadeAt = row.MadeAt, UsedBy = usedBy };
    }

    private static (DeviceQuery? Query, string Words) Read(StoredFilter row)
    {
        try
        {
            var query = FrozenFilter.Read(row.Query);
            return (query, DeviceFilter.Words(query));
        }
        catch (FormatException damage)
        {
            return (null, $"Cannot be read, and chooses nothing: {damage.Message}");
        }
    }
}
