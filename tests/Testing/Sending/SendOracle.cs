using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Testing.Sending;

/// <summary>What was confirmed and how fast it may be sent.</summary>
/// <param name="Frozen">Intune ids of every device that was confirmed.</param>
/// <param name="Limit">Sends allowed in any <paramref name="Window"/>.</param>
/// <param name="Window">20 s; shorter where the engine's monotonic clock was made to run faster.</param>
/// <param name="ClocksAgree"><c>false</c> where our wall clock was set off from the tenant's: stamps of the two are not compared then, only numbers.</param>
public sealed record SendTerms(IReadOnlySet<string> Frozen, int Limit, TimeSpan Window, bool ClocksAgree = true);

/// <summary>What the oracle counted, and every broken promise in words.</summary>
/// <param name="MostInWindow">Most POSTs that arrived within one window.</param>
/// <param name="States">Devices by state at the end.</param>
public sealed record SendVerdict(int Posts, int Accepted, int MostInWindow, IReadOnlyDictionary<DeviceState, int> States, IReadOnlyList<string> Broken)
{
    public bool Holds => Broken.Count == 0;
}

/// <summary>
/// Holds the database against what the practice tenant received (design.md, Invariants): at most one POST per intent and one accepted order per request,
/// nothing lost, the audit first, never too fast, nothing but the frozen list.
/// </summary>
public static class SendOracle
{
    public static SendVerdict Judge(SendLog log, SendRecord record, SendTerms terms)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(terms);
        var intents = new IntentBook(log, record, terms.ClocksAgree);
        var most = MostWithin([.. log.Posts.Select(p => p.Time)], terms.Window);
        List<string> broken =
        [
            .. intents.Unannounced(),
            .. intents.Repeated(),
            .. intents.AcceptedTwice(),
            .. intents.Lost(),
            .. Unsettled(record),
            .. log.Posts.Where(p => !terms.Frozen.Contains(SendLog.DeviceOf(p))).Select(p => $"I6: a POST for {SendLog.DeviceOf(p)}, which nobody confirmed."),
            .. log.Posts.Where(p => p.InBatch).Select(p => $"A wipe of {SendLog.DeviceOf(p)} was sent inside a $batch."),
            .. log.Throttled.Where(v => v.Path.EndsWith("/wipe", StringComparison.OrdinalIgnoreCase)).Select(v => $"I5: the tenant counted a send above its own limit {v.Limit} at {v.Time:O}."),
            .. log.Alarms.Select(a => $"Alarm at the tenant: {a}"),
        ];
        if (record.ChainProblem is { } problem)
            broken.Add($"I4: the audit does not verify: {problem}");
        if (most > terms.Limit)
            broken.Add($"I5: {most} POSTs within {terms.Window.TotalSeconds} s, {terms.Limit} are configured.");
        return new(log.Posts.Count, log.Orders.Count, most, record.Requests.CountBy(r => r.State).ToDictionary(), broken);
    }

    /// <summary>Most moments that lie within one window.</summary>
    public static int MostWithin(IReadOnlyList<DateTimeOffset> moments, TimeSpan window)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var sorted = moments.Order().ToList();
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Count; last++)
        {
            while (sorted[last] - sorted[first] >= window)
                first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    private static IEnumerable<string> Unsettled(SendRecord record)
    {
        foreach (var request in record.Requests.Where(r => r.State == DeviceState.Sending))
            yield return $"I2: {request.Name} is neither terminal nor Unknown nor waiting, but Sending.";
        foreach (var request in record.Requests.Where(r => r.State.IsTerminal() == (r.OpenManagedDeviceId is not null)))
            yield return $"I2: {request.Name} is {request.State}, and its claim on the device says otherwise.";
        foreach (var claim in record.Attempts.Where(a => a.LiveRequestId is not null).GroupBy(a => a.RequestId).Where(g => g.Count() > 1))
            yield return $"I1: request {claim.Key} has {claim.Count()} live attempts.";
    }
}
