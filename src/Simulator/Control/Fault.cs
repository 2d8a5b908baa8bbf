using System.Text.RegularExpressions;

namespace AutopilotReset.Simulator.Control;

/// <summary>When a fault strikes.</summary>
public enum FaultMoment
{
    /// <summary>Instead of the request's work.</summary>
    Before,
    /// <summary>After the work was done: an order is accepted, and the caller learns something else.</summary>
    After,
}

/// <summary>In which form <c>Retry-After</c> is given; Intune at times omits it (faults.md R4), Graph may send fractions (graph.md §9).</summary>
public enum RetryAfterForm
{
    /// <summary>Whole seconds.</summary>
    Seconds,
    /// <summary>Seconds with a fraction, such as 2.128.</summary>
    Fraction,
    /// <summary>An HTTP date.</summary>
    Date,
    /// <summary>No header.</summary>
    None,
}

/// <summary>Something that goes wrong on request. What is null or empty matches everything.</summary>
public sealed record Fault
{
    /// <summary>Given by the tenant when the fault is set.</summary>
    public string Id { get; init; } = "";
    public string? Method { get; init; }
    public string? Host { get; init; }
    /// <summary>The path, with <c>*</c> for anything: <c>/v1.0/deviceManagement/managedDevices/*/wipe</c>.</summary>
    public string? Path { get; init; }
    /// <summary>Short name of a persona; <c>app</c> for the application itself.</summary>
    public string? Persona { get; init; }
    /// <summary>How often it strikes; null for ever.</summary>
    public int? Times { get; init; }
    /// <summary>How many matching requests pass before the first strike.</summary>
    public int Skip { get; init; }
    /// <summary>0 to 1, drawn by the tenant's seed.</summary>
    public double Probability { get; init; } = 1;
    public FaultMoment When { get; init; }
    /// <summary>Status to answer; null leaves the answer as it is (for a delay alone).</summary>
    public int? Status { get; init; }
    /// <summary>Graph's error code; null takes the usual one for the status.</summary>
    public string? Code { get; init; }
    /// <summary>Graph's error message; null takes the usual one for the status.</summary>
    public string? Message { get; init; }
    /// <summary>The body, verbatim; null builds Graph's.</summary>
    public string? Body { get; init; }
    public string? ContentType { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    /// <summary>Seconds for <c>Retry-After</c>; null sends none.</summary>
    public double? RetryAfter { get; init; }
    public RetryAfterForm RetryAfterForm { get; init; }
    /// <summary>Cuts the connection instead of answering.</summary>
    public bool Reset { get; init; }
    /// <summary>Never answers; the caller has to give up.</summary>
    public bool Hang { get; init; }
    /// <summary>Seconds of wall time before the answer.</summary>
    public double DelaySeconds { get; init; }

    internal bool Matches(string method, string host, string path, string? persona) =>
        Same(Method, method) && Same(Host, host) && Same(Persona, persona) && PathMatches(path);

    private bool PathMatches(string path) => Path is null
        || Regex.IsMatch(path, "^" + Regex.Escape(Path).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static bool Same(string? wanted, string? actual) => wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}
