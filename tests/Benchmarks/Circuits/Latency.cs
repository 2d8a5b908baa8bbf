namespace AutopilotReset.Benchmarks.Circuits;

/// <summary>Seconds from an order's acceptance to a page that shows it, over all pages and orders.</summary>
/// <param name="Sorted">Of what was shown.</param>
/// <param name="Missing">Pairs of page and order that were never shown.</param>
internal sealed record Latency(IReadOnlyList<double> Sorted, int Missing)
{
    /// <summary>An hour stands for what was never shown.</summary>
    private const double Never = 3600;

    /// <summary>What was never shown counts as slower than everything that was.</summary>
    public double At(double part)
    {
        var place = (int)Math.Ceiling(part * (Sorted.Count + Missing)) - 1;
        return place >= 0 && place < Sorted.Count ? Sorted[place] : Never;
    }

    /// <param name="orders">When the tenant accepted each, oldest first.</param>
    /// <param name="skip">Orders from before anybody watched.</param>
    /// <param name="pages">Who watched.</param>
    public static Latency Of(IReadOnlyList<DateTimeOffset> orders, int skip, IReadOnlyList<WatchedPage> pages)
    {
        var (seconds, missing) = (new List<double>(), 0);
        foreach (var page in pages)
        {
            var at = 0;
            for (var k = skip; k < orders.Count; k++)
            {
                while (at < page.Seen.Count && page.Seen[at].Devices < k + 1)
                    at++;
                if (at < page.Seen.Count)
                    seconds.Add((page.Seen[at].At - orders[k]).TotalSeconds);
                else
                    missing++;
            }
        }

        seconds.Sort();
        return new Latency(seconds, missing);
    }
}
