namespace AutopilotReset.Simulator.Hosting;

/// <summary>The host names that the practice tenant speaks for: the public, US government and China clouds.</summary>
internal static class MicrosoftHosts
{
    public static readonly IReadOnlyList<string> Login =
    [
        "login.microsoftonline.com", "login.microsoft.com", "login.windows.net", "sts.windows.net",
        "login.microsoftonline.us", "login.usgovcloudapi.net", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn",
    ];

    public static readonly IReadOnlyList<string> Graph = ["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

    public static IEnumerable<string> All => [.. Login, .. Graph];

    /// <summary>The Graph host of the cloud whose sign-in host this is.</summary>
    public static string GraphFor(string loginHost) =>
        loginHost.EndsWith(".us", StringComparison.OrdinalIgnoreCase) || loginHost.EndsWith("usgovcloudapi.net", StringComparison.OrdinalIgnoreCase) ? "graph.microsoft.us"
        : loginHost.EndsWith(".cn", StringComparison.OrdinalIgnoreCase) ? "microsoftgraph.chinacloudapi.cn"
        : "graph.microsoft.com";

    public static bool IsLogin(string host) => Login.Contains(host, StringComparer.OrdinalIgnoreCase);

    public static bool IsGraph(string host) => Graph.Contains(host, StringComparer.OrdinalIgnoreCase);
}
