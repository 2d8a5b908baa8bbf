namespace AutopilotReset.Shared.Eligibility;

/// <summary>
/// Collections that find an entry in whatever letter case it was written: a protected device must not slip through because its list was built with another comparer.
/// </summary>
internal static class IgnoringCase
{
    public static IReadOnlySet<string> Empty { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyDictionary<string, OpenOrder> NoOrders { get; } = new Dictionary<string, OpenOrder>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same set where it already ignores case, else a copy that does.</summary>
    public static IReadOnlySet<string> Set(IReadOnlySet<string> set) =>
        set is HashSet<string> known && known.Comparer.Equals(StringComparer.OrdinalIgnoreCase) ? set : new HashSet<string>(set, StringComparer.OrdinalIgnoreCase);

    /// <summary>A copy of the set in the form in which its entries are looked up.</summary>
    public static IReadOnlySet<string> Set(IReadOnlySet<string> set, Func<string, string> form) => set.Select(form).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same orders where their ids already ignore case, else a copy that does; of two ids that differ only by case the last counts.</summary>
    public static IReadOnlyDictionary<string, OpenOrder> Dictionary(IReadOnlyDictionary<string, OpenOrder> orders)
    {
        if (orders is Dictionary<string, OpenOrder> known && known.Comparer.Equals(StringComparer.OrdinalIgnoreCase))
            return orders;

        var copy = new Dictionary<string, OpenOrder>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, order) in orders)
            copy[id] = order;
        return copy;
    }
}
