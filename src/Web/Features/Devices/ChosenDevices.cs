using AutopilotReset.Shared.Console;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>
/// What is chosen on the devices page: devices by key, kept while the list is scrolled, filtered and sorted; or all that match one filter.
/// Never "everything", and never what a grid happens to have loaded.
/// </summary>
public sealed class ChosenDevices
{
    private readonly Dictionary<string, DeviceRow> _byKey = new(StringComparer.Ordinal);

    /// <summary>Filter and number shown when "all that match" was chosen; <c>null</c> when devices are chosen one by one.</summary>
    public Choice.Matching? Matching { get; private set; }

    public IReadOnlyCollection<DeviceRow> Devices => _byKey.Values;

    public int Count => Matching?.ExpectedCount ?? _byKey.Count;

    public bool Contains(string key) => Matching is not null || _byKey.ContainsKey(key);

    public void Set(DeviceRow row, bool chosen)
    {
        if (Matching is not null)
            return;
        if (chosen)
            _byKey[row.Key] = row;
        else
            _byKey.Remove(row.Key);
    }

    /// <summary>Chooses all that match. The number is the one in view, which the server compares with its own.</summary>
    public void SetMatching(DevicesAddress address, int shownCount)
    {
        if (!address.IsFiltered)
            throw new InvalidOperationException("All devices cannot be chosen: filter first.");
        _byKey.Clear();
        Matching = new Choice.Matching(address.Query, shownCount);
    }

    public void Clear()
    {
        _byKey.Clear();
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

    public Choice ToChoice() => Matching is { } matching ? matching : new Choice.Keys([.. _byKey.Keys]);

    /// <summary>The same devices, in whatever order.</summary>
    internal static bool SameFilter(DeviceQuery one, DeviceQuery other) =>
        (one with { Sort = default, Descending = false }) == (other with { Sort = default, Descending = false });
}
