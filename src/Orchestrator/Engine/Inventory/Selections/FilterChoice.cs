using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>All that match a filter: of the devices page, saved under a name, or of a schedule. Without a filter, or with one that cannot be read, nothing.</summary>
internal sealed class FilterChoice(ConsoleDatabase database, DeviceFinder finder, TenantIdentity tenant, TimeProvider time)
{
    private static Refused Unbounded => new("choice-unbounded", "No filter is set, so this would be every device. Search or filter first.");

    public async Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, Choice.Matching choice, CancellationToken stop)
    {
        if (IsUnbounded(choice.Query))
            return Unbounded;
        var (places, total) = await DeviceFinder.PlacesAsync(scope.Current, choice.Query, await finder.ContextAsync(scope.Admin, stop), 0, SelectionDesk.MostDevices + 1);
        if (total != choice.ExpectedCount)
            return new Refused("count-changed", $"You were shown {choice.ExpectedCount:N0} devices; now {total:N0} match. Look at the list again and choose anew.");
        return total > SelectionDesk.MostDevices ? TooMany(total) : new Chosen("all that matched a search", places, []);
    }

    public async Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, Choice.Saved choice, CancellationToken stop)
    {
        var row = await database.ReadAsync(db => db.Set<StoredFilter>().FirstOrDefaultAsync(f => f.Id == choice.FilterId && f.Tenant == tenant.TenantId, stop));
        if (row is null)
            return new Refused("filter-not-found", $"There is no saved filter {choice.FilterId} any more.");
        DeviceQuery query;
        try
        {
            query = FrozenFilter.Read(row.Query);
        }
        catch (FormatException damage)
        {
            return new Refused("filter-unreadable", $"The filter \"{row.Name}\" cannot be read, so it chooses nothing: {damage.Message}");
        }

        if (IsUnbounded(query))
            return Unbounded;
        var (places, total) = await DeviceFinder.PlacesAsync(scope.Current, query, await finder.ContextAsync(scope.Admin, stop), 0, SelectionDesk.MostDevices + 1);
        if (total == 0)
            return new Refused("selection-empty", $"No device matches \"{row.Name}\" now ({DeviceFilter.Words(query)}).");
        return total > SelectionDesk.MostDevices ? TooMany(total) : new Chosen($"saved filter \"{row.Name}\" ({DeviceFilter.Words(query)})", places, []);
    }

    /// <summary>What a schedule freezes: matches in the application's own inventory, which everybody who may use the console sees.</summary>
    /// <param name="query">A filter that was read whole.</param>
    /// <param name="oldest">How old the last full read may be.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<DevicePage>> ResolveAsync(DeviceQuery query, TimeSpan oldest, CancellationToken stop)
    {
        if (IsUnbounded(query))
            return Unbounded;
        if (!finder.ApplicationReads)
            return new Refused("no-application-reads", "Schedules choose from what the application reads (Graph:ApplicationReads), and that is off.");
        if (await finder.ApplicationRunAsync(stop) is not { } current)
            return new Refused("no-inventory", "The inventory has not been read to its end yet.");
        if (time.GetUtcNow() - current.ReadAt > oldest)
            return new Refused("inventory-stale", $"The inventory was last read to its end {TimingWords.Utc(current.ReadAt)}, more than {oldest.TotalHours:0} hours ago (Schedules:InventoryValidHours).");
        var (rows, total) = await finder.ApplicationFindAsync(current, query, SelectionDesk.MostDevices + 1, stop);
        return total > SelectionDesk.MostDevices ? TooMany(total) : new DevicePage(rows, total);
    }

    private static bool IsUnbounded(DeviceQuery query) => SearchText.Of(query.Text).IsEmpty && FlagFilter.Of(query).IsEmpty && query.Armed is null;

    private static Refused TooMany(int total) => new("selection-too-large", $"{total:N0} devices match; a selection holds at most {SelectionDesk.MostDevices:N0}.");
}
