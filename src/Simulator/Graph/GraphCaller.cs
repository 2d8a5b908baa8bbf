using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Simulator.Graph;

/// <summary>Who calls, as the token says; roles are looked up at the persona, for Graph obeys the directory and not the token.</summary>
internal sealed record GraphCaller(string? ObjectId, string? AppId, Persona? Persona, IReadOnlySet<string> Permissions)
{
    public bool IsApplication => Persona is null;

    /// <summary>Name for logs and faults: the persona's, or <c>app</c>.</summary>
    public string Name => Persona?.Name ?? "app";
}
