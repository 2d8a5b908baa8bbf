using System.Globalization;

namespace AutopilotReset.Simulator.Control;

/// <summary>The faults that are set. The first that matches and has strikes left wins.</summary>
public sealed class FaultBook(int seed)
{
    private sealed class Entry(Fault fault)
    {
        public Fault Fault { get; } = fault;
        public int Struck { get; set; }
        public int Passed { get; set; }
    }

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly Random _random = new(seed);
    private int _number;

    /// <summary>Sets a fault and returns it with its id.</summary>
    public Fault Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            var known = fault with { Id = (++_number).ToString(CultureInfo.InvariantCulture) };
            _entries.Add(new Entry(known));
            return known;
        }
    }

    /// <summary>Takes back one fault, or all for null.</summary>
    public int Clear(string? id = null)
    {
        lock (_gate) return _entries.RemoveAll(e => id is null || e.Fault.Id == id);
    }

    /// <summary>The faults set, with how often each struck.</summary>
    public IReadOnlyList<(Fault Fault, int Struck)> All
    {
        get
        {
            lock (_gate) return [.. _entries.Select(e => (e.Fault, e.Struck))];
        }
    }

    internal Fault? Strike(string method, string host, string path, string? persona)
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                if (entry.Struck >= (entry.Fault.Times ?? int.MaxValue) || !entry.Fault.Matches(method, host, path, persona)) continue;
                if (entry.Passed++ < entry.Fault.Skip || !Drawn(entry.Fault.Probability)) continue;
                entry.Struck++;
                return entry.Fault;
            }
            return null;
        }
    }

    private bool Drawn(double probability) => probability >= 1 || _random.NextDouble() < probability;
}
