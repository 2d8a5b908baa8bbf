using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>What a choice came to before it is frozen.</summary>
/// <param name="Devices">Places in the run, each once.</param>
internal sealed record Chosen(string Source, IReadOnlyList<int> Devices, IReadOnlyList<Unclear> Problems)
{
    /// <summary>The schedule's draft it was taken from.</summary>
    public Guid? DraftId { get; init; }
}

/// <summary>A line that did not point at exactly one device.</summary>
/// <param name="Line">1-based; 0 where the choice had no lines.</param>
/// <param name="Candidates">Places of the devices it could be.</param>
internal sealed record Unclear(int Line, string Text, string Why, IReadOnlyList<int> Candidates);

/// <summary>What choosing needs: who asks, of which inventory.</summary>
internal sealed record ChoiceScope(Admin Admin, CurrentRun Current);
