using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>What a choice came to before it is frozen.</summary>
internal sealed record Chosen(string Source, IReadOnlyList<int> Devices, IReadOnlyList<SelectionProblem> Problems)
{
    /// <summary>The schedule's draft it was taken from.</summary>
    public Guid? DraftId { get; init; }
}

/// <summary>What choosing needs: who asks, of which inventory.</summary>
internal sealed record ChoiceScope(Admin Admin, CurrentRun Current);
