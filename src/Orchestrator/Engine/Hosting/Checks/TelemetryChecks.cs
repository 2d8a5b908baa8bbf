using AutopilotReset.Engine.Network;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary>The list of hosts; the sections that use it check their own addresses.</summary>
internal static class TelemetryChecks
{
    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        foreach (var mistake in OutboundHosts.Mistakes(configuration))
            mistakes.Add(mistake[..mistake.IndexOf(": ", StringComparison.Ordinal)], mistake[(mistake.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
    }
}
