using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Benchmarks.Tracking;

/// <summary>An audit entry: the moment at which our database had it.</summary>
internal sealed record Evidence(string ManagedDeviceId, string Type, DateTimeOffset At);

/// <summary>What devices did, what we knew of it when, and what the tenant was asked.</summary>
internal sealed class TrackingOutcome(
    IReadOnlyDictionary<string, string> ids, IReadOnlyList<string> online, IReadOnlyList<Happening> happened, IReadOnlyList<Evidence> seen,
    IReadOnlyList<LoggedRequest> requests, int violations, DateTimeOffset end)
{
    /// <summary>What happened later than this before the end need not be seen any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What shows which progress: the first of these steps, and the audit entry that says we know.</summary>
    private static readonly (string Name, StepKind[] Steps, string Entry)[] Progress =
    [
        ("seen", [StepKind.CheckIn], "evidence.seen"),
        ("active", [StepKind.Active], "evidence.active"),
        ("proven", [StepKind.PrimaryUserGone, StepKind.OwnerGone, StepKind.EnrolledAnew], "evidence.proven"),
    ];

    public int Violations => violations;

    public IReadOnlyList<LoggedRequest> Reads { get; } = [.. requests.Where(r => r.Method == "GET")];

    /// <summary>Minutes from what a device did to what we knew; infinite where we never did.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Latencies()
    {
        var steps = happened.ToLookup(h => h.Device);
        var entries = seen.GroupBy(s => (s.ManagedDeviceId, s.Type)).ToDictionary(g => g.Key, g => g.Min(s => s.At));
        return Progress.ToDictionary(p => p.Name, p => (IReadOnlyList<double>)[.. online.SelectMany(key => Of(key, p.Steps, p.Entry))]);

        IEnumerable<double> Of(string key, StepKind[] kinds, string entry)
        {
            var did = steps[key].Where(h => kinds.Contains(h.Kind)).Select(h => h.At).Order().ToList();
            if (did.Count == 0 || did[0] > end - Patience)
                return [];
            return [entries.TryGetValue((ids[key], entry), out var at) ? (at - did[0]).TotalMinutes : double.PositiveInfinity];
        }
    }

    public int Sweeps(TimeSpan window) => Most(Reads.Where(IsSweep), window);

    public int IntuneReads(TimeSpan window) => Most(Reads.Where(r => r.Path.Contains("/managedDevices", StringComparison.OrdinalIgnoreCase)), window);

    /// <summary>Every read of the directory that tracking makes is one resource unit (graph.md §9).</summary>
    public int DirectoryReads(TimeSpan window) => Most(Reads.Where(r => r.Path.StartsWith("/v1.0/devices", StringComparison.OrdinalIgnoreCase)), window);

    public int Looks => Reads.Count(r => r.Route == "GET v1.0 /deviceManagement/managedDevices/{id}");

    public int Pages => Reads.Count(IsSweep);

    private static bool IsSweep(LoggedRequest request) => request.Route == "GET v1.0 /deviceManagement/managedDevices";

    /// <summary>The most in any window of that length, wherever it begins.</summary>
    private static int Most(IEnumerable<LoggedRequest> some, TimeSpan window)
    {
        var times = some.Select(r => r.Time).Order().ToList();
        var (most, first) = (0, 0);
        for (var last = 0; last < times.Count; last++)
        {
            while (times[last] - times[first] >= window)
                first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
