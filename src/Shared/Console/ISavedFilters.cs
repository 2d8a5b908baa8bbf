namespace AutopilotReset.Shared.Console;

/// <summary>
/// Filters of the devices page under a name, shared by everybody who uses the console. What a filter asks for never changes: another question is another filter,
/// so that nothing that rests on one chooses other devices unseen.
/// </summary>
public interface ISavedFilters
{
    /// <summary>All of them, by name.</summary>
    Task<IReadOnlyList<SavedFilter>> FindAsync(Admin admin, CancellationToken stop);

    /// <summary>Refused without a filter, with one that is not known, and under a name that is taken, upper or lower case. Audited.</summary>
    Task<Outcome<Guid>> SaveAsync(Admin admin, string name, DeviceQuery query, CancellationToken stop);

    Task<Outcome<Done>> RenameAsync(Admin admin, Guid filterId, string name, CancellationToken stop);

    /// <summary>Refused while a schedule chooses by it.</summary>
    Task<Outcome<Done>> DeleteAsync(Admin admin, Guid filterId, CancellationToken stop);
}

/// <summary>One saved filter.</summary>
public sealed record SavedFilter
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>What it asks for; <c>null</c>: it cannot be read, and chooses nothing.</summary>
    public DeviceQuery? Query { get; init; }

    /// <summary>What it asks for in words, or why it cannot be read.</summary>
    public required string Words { get; init; }

    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Names of the schedules that choose by it.</summary>
    public IReadOnlyList<string> UsedBy { get; init; } = [];
}
