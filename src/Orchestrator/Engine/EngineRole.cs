namespace AutopilotReset.Engine;

/// <summary>What this process does of the engine.</summary>
/// <param name="RunsStages">
/// <c>Engine:Run</c>, default <c>true</c>: sends, tracks, and keeps the application's inventory. Without it a console only serves its pages, and reads what
/// the people at them ask for; other nodes or workers do the rest.
/// </param>
public sealed record EngineRole(bool RunsStages)
{
    public const string Key = "Engine:Run";
}
