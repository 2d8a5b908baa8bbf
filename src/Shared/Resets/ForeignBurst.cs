namespace AutopilotReset.Shared.Resets;

/// <summary>
/// Resets and wipes that somebody else orders in a tenant, many in a short time: a stolen account, or a colleague with a script. Pure; from Intune's audit
/// (<c>deviceManagement/auditEvents</c>, graph.md §11), whose entries come late and in no order.
/// </summary>
public static class ForeignBurst
{
    /// <summary>Devices are counted over this time, wherever it lies.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The entries of the first such time that holds as many devices as <paramref name="most"/> or more, oldest first; <c>null</c> when there is none.</summary>
    /// <param name="entries">Entries that are not ours.</param>
    /// <param name="most">Devices, at least 1. The same device twice is one.</param>
    public static IReadOnlyList<IntuneAuditEntry>? Find(IEnumerable<IntuneAuditEntry> entries, int most)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var ordered = entries.Where(IntuneAuditJudge.IsSuccess).OrderBy(e => e.At).ToList();
        var (counts, first) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), 0);
        for (var last = 0; last < ordered.Count; last++)
        {
            counts[ordered[last].ManagedDeviceId] = counts.GetValueOrDefault(ordered[last].ManagedDeviceId) + 1;
            for (; ordered[last].At - ordered[first].At > Window; first++)
            {
                if (--counts[ordered[first].ManagedDeviceId] == 0)
                    counts.Remove(ordered[first].ManagedDeviceId);
            }

            if (counts.Count >= most)
                return ordered.GetRange(first, last - first + 1);
        }

        return null;
    }
}
