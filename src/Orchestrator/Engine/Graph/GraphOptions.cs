namespace AutopilotReset.Engine.Graph;

/// <summary>Section <c>Graph</c> of the configuration.</summary>
public sealed class GraphOptions
{
    /// <summary><c>Public</c> (default), <c>UsGovernment</c> or <c>China</c>.</summary>
    public string Cloud { get; set; } = "Public";

    /// <summary>Read inventory and tracking with the application's read-only permissions instead of each admin's. Default <c>false</c>.</summary>
    public bool ApplicationReads { get; set; }

    /// <summary>The app registration's id, from <c>AzureAd:ClientId</c>: tells our own entries in Intune's audit.</summary>
    internal string ApplicationId { get; set; } = "";

    /// <summary>Our own send budget in any 20 seconds; 1–190, default 20 (60 a minute). Graph's documented limit is 200 (graph.md §9).</summary>
    public int WritesPer20Seconds { get; set; } = 20;
}

/// <summary>The fixed hosts of a Microsoft cloud; a <c>nextLink</c> to anywhere else is refused (design.md).</summary>
public sealed record MicrosoftCloud(string Name, Uri Login, Uri Graph)
{
    public static IReadOnlyList<MicrosoftCloud> All { get; } =
    [
        new("Public", new("https://login.microsoftonline.com/"), new("https://graph.microsoft.com/")),
        new("UsGovernment", new("https://login.microsoftonline.us/"), new("https://graph.microsoft.us/")),
        new("China", new("https://login.partner.microsoftonline.cn/"), new("https://microsoftgraph.chinacloudapi.cn/")),
    ];

    /// <exception cref="ArgumentException">The name is none of the three.</exception>
    public static MicrosoftCloud Named(string name) =>
        All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Graph:Cloud is \"{name}\"; it must be one of {string.Join(", ", All.Select(c => c.Name))}.", nameof(name));

    /// <summary>All application permissions granted to this console on this cloud's Graph.</summary>
    public string ApplicationScope => new Uri(Graph, ".default").ToString();

    /// <summary>Scopes as the authority knows them: bare names mean the public cloud's Graph, elsewhere they carry the host.</summary>
    public IEnumerable<string> Qualified(IEnumerable<string> scopes) =>
        string.Equals(Name, "Public", StringComparison.Ordinal) ? scopes : scopes.Select(s => new Uri(Graph, s).ToString());

    /// <summary><c>true</c> for an https address on this cloud's Graph host.</summary>
    public bool IsGraph(Uri address) => address is { Scheme: "https", IsDefaultPort: true } && address.Host == Graph.Host;
}
