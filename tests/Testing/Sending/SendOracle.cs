using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Testing.Sending;

/// <summary>What was confirmed and how fast it may be sent.</summary>
/// <param name="Frozen">Intune ids of every device that was confirmed.</param>
/// <param name="Limit">Sends allowed in any <paramref name="Window"/>.</param>
/// <param name="Window">20 s; shorter where the engine's monotonic clock was made to run faster.</param>
public sealed record SendTerms(IReadOnlySet<string> Frozen, int Limit, TimeSpan Window);

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
        var intents = new Intents(record);
        var most = MostWithin([.. log.Posts.Select(p => p.Time)], terms.Window);
        List<string> broken =
        [
            .. intents.Unannounced(log.Posts),
            .. intents.Repeated(log.Posts),
            .. intents.AcceptedTwice(log.Orders),
            .. intents.Lost(log.Orders),
            .. Unsettled(record),
            .. log.Posts.Where(p => !terms.Frozen.Contains(SendLog.DeviceOf(p))).Select(p => $"I6: a POST for {SendLog.DeviceOf(p)}, which nobody confirmed."),
            .. log.Posts.Where(p => p.InBatch).Select(p => $"A wipe of {SendLog.DeviceOf(p)} was sent inside a $batch."),
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

    /// <summary>Which intent a POST belongs to: the last one for its device that was committed before it arrived.</summary>
    private sealed class Intents(SendRecord record)
    {
        private readonly Dictionary<Guid, DeviceRequest> _requests = record.Requests.ToDictionary(r => r.Id);
        private readonly ILookup<string, SendAttempt> _byDevice = ByDevice(record);

        public IEnumerable<string> Unannounced(IReadOnlyList<LoggedRequest> posts)
        {
            foreach (var post in posts)
            {
                if (Of(SendLog.DeviceOf(post), post.Time) is not { } intent)
                    yield return $"I4: a POST for {SendLog.DeviceOf(post)} at {post.Time:O} without a committed intent.";
                else if (!record.Sendings[intent.Id].Any(e => e.At <= post.Time))
                    yield return $"I4: attempt {intent.Id} was sent, and no audit entry said so before.";
            }
        }

        public IEnumerable<string> Repeated(IReadOnlyList<LoggedRequest> posts) =>
            posts.GroupBy(p => Of(SendLog.DeviceOf(p), p.Time)?.Id).Where(g => g.Key is not null && g.Count() > 1)
                .Select(g => $"I1: {g.Count()} POSTs for the one intent {g.Key}.");

        public IEnumerable<string> AcceptedTwice(IReadOnlyList<AcceptedOrder> orders) =>
            orders.GroupBy(o => Of(o.ManagedDeviceId.ToLowerInvariant(), o.Time)?.RequestId).Where(g => g.Key is not null && g.Count() > 1)
                .Select(g => $"I1: {g.Count()} orders accepted for request {g.Key}.");

        /// <summary>Accepted, and the database believes that nothing is under way; or the other way round.</summary>
        public IEnumerable<string> Lost(IReadOnlyList<AcceptedOrder> orders)
        {
            var accepted = orders.Select(o => Of(o.ManagedDeviceId.ToLowerInvariant(), o.Time)?.RequestId).ToHashSet();
            foreach (var id in accepted.OfType<Guid>().Where(id => _requests[id].State is DeviceState.Planned or DeviceState.Refused or DeviceState.Cancelled))
                yield return $"I2: {_requests[id].Name} was accepted by Intune, and stands as {_requests[id].State}.";
            foreach (var request in record.Requests.Where(r => r.AcceptedAt is not null && !accepted.Contains(r.Id)))
                yield return $"I2: {request.Name} stands as accepted, and Intune has no order of it.";
        }

        private static ILookup<string, SendAttempt> ByDevice(SendRecord record)
        {
            var devices = record.Requests.ToDictionary(r => r.Id, r => r.ManagedDeviceId);
            return record.Attempts.ToLookup(a => devices[a.RequestId]);
        }

        private SendAttempt? Of(string device, DateTimeOffset at) => _byDevice[device].Where(a => a.IntentAt <= at).MaxBy(a => a.IntentAt);
    }
}
