using AutopilotReset.Engine.Inventory.Columns;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// Answers a question with one page of places and the exact total. Hits are a bit per device; the page is cut out of the order's list of places.
/// Text hits come from the trigram index and are compared with the text; a million devices take some milliseconds.
/// </summary>
internal static class DeviceSearch
{
    /// <param name="index">The run.</param>
    /// <param name="question">Which devices.</param>
    /// <param name="skip">Hits before the page.</param>
    /// <param name="take">Hits of the page.</param>
    public static async Task<(IReadOnlyList<int> Places, int Total)> FindAsync(RunIndex index, DeviceQuestion question, int skip, int take)
    {
        var order = await index.OrderAsync(question.Sort);
        var hits = await HitsAsync(index, question, order.Length);
        var total = hits is null ? order.Length : Count(hits);
        return (Page(order, hits, question.Descending, skip, Math.Min(take, total - skip)), total);
    }

    /// <summary><c>null</c>: every device.</summary>
    private static async Task<bool[]?> HitsAsync(RunIndex index, DeviceQuestion question, int devices)
    {
        var hits = question.Text.IsEmpty ? null
            : question.Text.IsPrefix ? await BeginningAsync(index, question.Text, devices)
            : await ContainingAsync(index, question.Text, devices);
        if (!question.Filter.IsEmpty)
            hits = Filtered(hits, question.Filter, await index.FlagsAsync());
        if (question.Only is { } only)
            hits = Limited(hits, only, devices);
        if (question.Not.Count > 0)
        {
            hits ??= All(devices);
            foreach (var place in question.Not)
                hits[place] = false;
        }

        return hits;
    }

    private static async Task<bool[]> ContainingAsync(RunIndex index, SearchText text, int devices)
    {
        var hits = new bool[devices];
        var candidates = await index.WithGramsAsync(GramBuilder.Of(text.Utf8));
        if (candidates.Count == 0)
            return hits;
        var texts = await index.TextsAsync();
        var wanted = text.Utf8;
        foreach (var place in candidates)
            hits[place] = texts[place].IndexOf(wanted) >= 0;
        return hits;
    }

    /// <summary>Names that begin with the text: a range of the order by name.</summary>
    private static async Task<bool[]> BeginningAsync(RunIndex index, SearchText text, int devices)
    {
        var hits = new bool[devices];
        var byName = await index.OrderAsync(Shared.Console.DeviceSort.Name);
        var texts = await index.TextsAsync();
        var wanted = text.Utf8;
        for (var i = Ordered.First(byName, place => texts[place].SequenceCompareTo(wanted)); i < byName.Length; i++)
        {
            if (!texts[byName[i]].StartsWith(wanted))
                break;
            hits[byName[i]] = true;
        }

        return hits;
    }

    private static bool[] Filtered(bool[]? hits, FlagFilter filter, int[] flags)
    {
        var passed = new bool[flags.Length];
        for (var place = 0; place < flags.Length; place++)
            passed[place] = hits?[place] != false && filter.Lets(flags[place]);
        return passed;
    }

    private static bool[] Limited(bool[]? hits, IReadOnlyCollection<int> only, int devices)
    {
        var limited = new bool[devices];
        foreach (var place in only)
            limited[place] = hits?[place] != false;
        return limited;
    }

    private static bool[] All(int devices)
    {
        var all = new bool[devices];
        Array.Fill(all, true);
        return all;
    }

    private static int Count(bool[] hits) => hits.AsSpan().Count(true);

    private static List<int> Page(int[] order, bool[]? hits, bool descending, int skip, int take)
    {
        var page = new List<int>(Math.Max(0, take));
        if (take <= 0)
            return page;
        for (var i = hits is null ? skip : 0; i < order.Length && page.Count < take; i++)
        {
            var place = order[descending ? order.Length - 1 - i : i];
            if (hits is null)
                page.Add(place);
            else if (hits[place] && skip-- <= 0)
                page.Add(place);
        }

        return page;
    }
}

/// <summary>Binary search in a list of places.</summary>
internal static class Ordered
{
    /// <summary>Index of the first place that is not before what is sought.</summary>
    /// <param name="order">Ascending.</param>
    /// <param name="compare">Negative for a place before it.</param>
    public static int First(int[] order, Func<int, int> compare)
    {
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (compare(order[middle]) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
