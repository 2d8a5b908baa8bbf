using System.Globalization;
using AutopilotReset.Engine.Graph;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary>Section <c>Graph</c>.</summary>
internal static class GraphChecks
{
    private const int MostWrites = 190;

    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        if (configuration["Graph:Cloud"] is { } name && !MicrosoftCloud.All.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)))
            mistakes.Add("Graph:Cloud", $"\"{name}\" is not one of {string.Join(", ", MicrosoftCloud.All.Select(c => c.Name))}.");
        mistakes.NeedBoolean(configuration, "Graph:ApplicationReads");
        if (configuration["Graph:WritesPer20Seconds"] is { } writes
            && !(int.TryParse(writes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostWrites))
            mistakes.Add("Graph:WritesPer20Seconds", $"\"{writes}\" is not a whole number from 1 to {MostWrites}; Graph documents 200 writes in 20 seconds for everybody together.");
    }
}
