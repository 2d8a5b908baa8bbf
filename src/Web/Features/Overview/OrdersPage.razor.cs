using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Features.Resets;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Overview;

/// <summary>Orders of all batches, filtered by the address as <see cref="RequestFilter"/> reads it.</summary>
public sealed partial class OrdersPage
{
    private const int PageSize = 200;
    private LoadState<RequestPage>? _orders;
    private RequestQuery _query = new();
    private IReadOnlyList<string> _problems = [];
    private int _take = PageSize;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    private string Title => _query switch
    {
        { ArmedOnly: true } => "Armed orders",
        { HybridWipesWaitingOnly: true } => "Hybrid devices waiting",
        { NeedsPersonOnly: true } => "Orders that need a person",
        { State: { } state } => $"Orders: {Words.Of(state)}",
        _ => "Orders",
    };

    private string Explanation => _query switch
    {
        { ArmedOnly: true } => "Accepted by Intune and not proven. They cannot be recalled: each device will be erased at its next check-in.",
        { HybridWipesWaitingOnly: true } => "Wiped hybrid-joined devices may take up to 24 hours until they can be deployed again; registering them anew is quicker.",
        { NeedsPersonOnly: true } => "No clock settles these: Unknown, Stalled, awaiting the tenant's approval, findings, failed.",
        { State: { } state } => Words.Meaning(state),
        _ => "Of all batches.",
    };

    protected override void ReadAddress() => (_query, _problems) = RequestFilter.Parse(Query);

    private async Task<RequestPage?> ReadAsync(CancellationToken stop) => await Desk.GetRequestsAsync(await Current.GetAsync(), _query, 0, _take, stop);

    private Task ReadAgainAsync() => _orders?.ReloadAsync() ?? Task.CompletedTask;

    private Task MoreAsync()
    {
        _take += PageSize;
        return ReadAgainAsync();
    }
}
