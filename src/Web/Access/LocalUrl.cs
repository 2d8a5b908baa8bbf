namespace AutopilotReset.Web.Access;

/// <summary>Addresses inside this console only: <c>//host</c> and <c>/\host</c> lead elsewhere although they look relative (stack.md §6).</summary>
internal static class LocalUrl
{
    /// <summary>The address if it is local, else <c>/</c>.</summary>
    public static string Of(string? url) => IsLocal(url) ? url! : "/";

    private static bool IsLocal(string? url) =>
        url is { Length: > 0 and <= 2000 } && url[0] == '/'
        && !LeadsElsewhere(url)
        && !LeadsElsewhere(Uri.UnescapeDataString(url))
        && !url.Any(char.IsControl)
        && !url.StartsWith("/authentication/", StringComparison.OrdinalIgnoreCase);

    private static bool LeadsElsewhere(string url) => url.Length > 1 && url[1] is '/' or '\\';
}
