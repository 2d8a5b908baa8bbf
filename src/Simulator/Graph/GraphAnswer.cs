using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Simulator.Graph;

/// <summary>What Graph answers.</summary>
internal sealed record GraphAnswer(int Status, ReadOnlyMemory<byte> Body = default, string ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8")
{
    public static GraphAnswer NoContent { get; } = new(204);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The order that was accepted on the way, if one was.</summary>
    public AcceptedOrder? Order { get; init; }

    /// <summary>The fault that changed the answer.</summary>
    public Fault? Fault { get; init; }
}
