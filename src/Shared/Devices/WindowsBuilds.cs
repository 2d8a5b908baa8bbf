using System.Globalization;

namespace AutopilotReset.Shared.Devices;

/// <summary>Build numbers of Windows, from <c>osVersion</c> such as <c>10.0.26100.4061</c>.</summary>
public static class WindowsBuilds
{
    /// <summary>Windows 10 1809, the first with a remote Autopilot Reset (RemoteWipe CSP; graph.md §1).</summary>
    public const int FirstWithRemoteReset = 17763;

    /// <summary>The first build of Windows 11; whatever is below is Windows 10 or older.</summary>
    public const int FirstWindows11 = 22000;

    /// <summary>The build, or <c>null</c> when the version cannot be read as one.</summary>
    public static int? Of(string? osVersion)
    {
        var rest = osVersion.AsSpan().Trim();
        for (var part = 0; part < 2; part++)
        {
            var dot = rest.IndexOf('.');
            if (dot < 0)
                return null;
            rest = rest[(dot + 1)..];
        }

        var end = rest.IndexOf('.');
        return int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var build) ? build : null;
    }
}
