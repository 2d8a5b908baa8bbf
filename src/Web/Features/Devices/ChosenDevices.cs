using AutopilotReset.Shared.Console;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>
/// What is chosen on the devices page: devices by key, kept while the list is scrolled, filtered and sorted; or all that match one filter.
/// Never "everything", and never what a grid happens to have loaded.
/// </summary>
public sealed class ChosenDevices
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>Filter and number shown when "all that match" was chosen; <c>null</c> when devices are chosen one by one.</summary>
    public Choice.Matching? Matching { get; private set; }

    /// <summary>Keys chosen one by one.</summary>
    public IReadOnlyCollection<string> Keys => _keys;

    public int Count => Matching?.ExpectedCount ?? _keys.Count;

    public bool Contains(string key) => Matching is not null || _keys.Contains(key);

    public void Set(DeviceRow row, bool chosen)
    {
        if (Matching is not null)
            return;
        if (chosen)
            _keys.Add(row.Key);
        else
            _keys.Remove(row.Key);
    }

    /// <summary>Takes up what was chosen one by one before the page was loaded anew.</summary>
    public void Restore(IEnumerable<string> keys)
    {
        if (Matching is null)
            _keys.UnionWith(keys);
    }

    /// <summary>Chooses all that match. The number is the one in view, which the server compares with its own.</summary>
    public void SetMatching(DevicesAddress address, int shownCount)
    {
        if (!address.IsFiltered)
            throw new InvalidOperationException("All devices cannot be chosen: filter first.");
        _keys.Clear();
        Matching = new Choice.Matching(address.Query, shownCount);
    }

    public void Clear()
    {
        _keys.Clear();
        Matching = null;
    }

    /// <summary>"All that match" ends when filter or number are not those that were chosen. Order does not matter.</summary>
    public bool EndMatchingUnless(DeviceQuery query, int? count)
    {
        if (Matching is null || (SameFilter(Matching.Query, query) && (count is null || count == Matching.ExpectedCount)))
            return false;
        Clear();
        return true;
    }

    public Choice ToChoice() => Matching is { } matching ? matching : new Choice.Keys([.. _keys]);

    /// <summary>The same devices, in whatever order.</summary>
    internal static bool SameFilter(DeviceQuery one, DeviceQuery other) =>
        (one with { Sort = default, Descending = false }) == (other with { Sort = default, Descending = false });
}
