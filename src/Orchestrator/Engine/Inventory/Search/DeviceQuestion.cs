using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Which devices of a run, in which order.</summary>
/// <param name="Only">Places to which the answer is limited; <c>null</c> for no limit.</param>
/// <param name="Not">Places to leave out.</param>
internal sealed record DeviceQuestion(SearchText Text, FlagFilter Filter, DeviceSort Sort, bool Descending, IReadOnlyCollection<int>? Only, IReadOnlyCollection<int> Not);
