using System.Globalization;

namespace AutopilotReset.Engine.Graph.Reading;

/// <summary>Which service a request counts for and how much (graph.md §9). By its address alone.</summary>
internal static class ReadCost
{
    private const string Management = "deviceManagement";

    public static (ReadClass Class, int Cost) Of(Uri address)
    {
        var path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Name).ToList();
        if (path.Count == 0 || !Is(path[0], Management))
            return (ReadClass.Directory, Units(path, Uri.UnescapeDataString(address.Query)));
        return (ManagementClass(path.ElementAtOrDefault(1) ?? ""), 1);
    }

    private static ReadClass ManagementClass(string set)
    {
        if (Is(set, "managedDevices"))
            return ReadClass.IntuneDevices;
        if (set.Contains("Autopilot", StringComparison.OrdinalIgnoreCase) || set.Contains("enrollment", StringComparison.OrdinalIgnoreCase))
            return ReadClass.IntuneEnrollment;
        return Is(set, "auditEvents") ? ReadClass.IntuneAuditing : ReadClass.IntuneConfiguration;
    }

    /// <summary>Resource units: transitive members 5, members 3, others 1; <c>$select</c> one less, <c>$expand</c> one more, <c>$top</c> below 20 one less, at least 1.</summary>
    private static int Units(IReadOnlyList<string> path, string query)
    {
        var units = path.Any(p => p.StartsWith("transitiveMember", StringComparison.OrdinalIgnoreCase)) ? 5 : path.Any(p => Is(p, "members")) ? 3 : 1;
        foreach (var option in query.TrimStart('?').Split('&'))
        {
            if (option.StartsWith("$select=", StringComparison.OrdinalIgnoreCase) || (option.StartsWith("$top=", StringComparison.OrdinalIgnoreCase) && int.TryParse(option.AsSpan(5), CultureInfo.InvariantCulture, out var top) && top < 20))
                units--;
            else if (option.StartsWith("$expand=", StringComparison.OrdinalIgnoreCase))
                units++;
        }

        return Math.Max(1, units);
    }

    /// <summary><c>devices(deviceId='…')</c> is <c>devices</c>.</summary>
    private static string Name(string segment) => segment.Split('(', 2)[0];

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
