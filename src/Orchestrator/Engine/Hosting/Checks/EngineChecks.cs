using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary>Section <c>Engine</c>.</summary>
internal static class EngineChecks
{
    public static void Check(IConfiguration configuration, Mistakes mistakes) => mistakes.NeedBoolean(configuration, EngineRole.Key);
}
