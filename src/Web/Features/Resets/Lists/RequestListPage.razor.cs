using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Features.Resets.Lists;

/// <summary>Requests across all batches: what is armed, what needs a person, one state; where the numbers of the overview lead.</summary>
public sealed partial class RequestListPage
{
    private static readonly (string Name, RequestQuery Query)[] Lists =
    [
        ("Armed", new(ArmedOnly: true)), ("Needs a person", new(NeedsPersonOnly: true)), ("Hybrid, waiting", new(HybridWipesWaitingOnly: true)), ("All", new()),
    ];

    private RequestGrid? _grid;
    private RequestQuery _query = new();
    private IReadOnlyList<string> _problems = [];

    private string Title => _query switch
    {
        { ArmedOnly: true } => "Armed orders",
        { NeedsPersonOnly: true } => "Needs a person",
        { HybridWipesWaitingOnly: true } => "Hybrid devices waiting",
        { State: { } state } => $"Devices: {Words.Of(state)}",
        _ => "Devices of all resets",
    };

    private string Meaning => _query switch
    {
        { ArmedOnly: true } => "Intune took these orders and nothing proves that they were carried out. They cannot be recalled and fire at the next check-in, however late.",
        { NeedsPersonOnly: true } => "Unknown, stalled, awaiting approval, with findings, or failed: no clock will settle these.",
        { HybridWipesWaitingOnly: true } => "Wiped hybrid joined devices may take up to 24 hours until they can be deployed again; re-registering is quicker.",
        { State: { } state } => Words.Meaning(state),
        _ => "Every device that was ever in a reset or wipe.",
    };

    protected override void ReadAddress() => (_query, _problems) = RequestFilter.Parse(Query);

    private static string AddressOf(RequestQuery query) => "/resets/requests" + RequestFilter.Format(query);

    private Task RefreshAsync() => _grid?.RefreshAsync() ?? Task.CompletedTask;
}
