using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Overview;

/// <summary><c>/orders?show=armed|person|waiting</c> or <c>/orders?state=Stalled</c>.</summary>
public sealed partial class OrdersPage
{
    private const int PageSize = 200;
    private LoadState<RequestPage>? _orders;
    private int _take = PageSize;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [SupplyParameterFromQuery] public string? Show { get; set; }

    [SupplyParameterFromQuery] public string? State { get; set; }

    private DeviceState? WantedState => Enum.TryParse<DeviceState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    private RequestQuery Query => Show switch
    {
        "armed" => new RequestQuery(ArmedOnly: true),
        "waiting" => new RequestQuery(HybridWipesWaitingOnly: true),
        _ when WantedState is { } state => new RequestQuery(State: state),
        _ => new RequestQuery(NeedsPersonOnly: true),
    };

    private string Title => Show switch
    {
        "armed" => "Armed orders",
        "waiting" => "Hybrid devices waiting",
        _ when WantedState is { } state => $"Orders: {Words.Of(state)}",
        _ => "Orders that need a person",
    };

    private string Explanation => Show switch
    {
        "armed" => "Accepted by Intune and not proven. They cannot be recalled: each device will be erased at its next check-in.",
        "waiting" => "Wiped hybrid-joined devices may take up to 24 hours until they can be deployed again; registering them anew is quicker.",
        _ when WantedState is { } state => Words.Meaning(state),
        _ => "No clock settles these: Unknown, Stalled, awaiting the tenant's approval, findings, failed.",
    };

    private async Task<RequestPage?> ReadAsync(CancellationToken stop) => await Desk.GetRequestsAsync(await Current.GetAsync(), Query, 0, _take, stop);

    private Task ReadAgainAsync() => _orders?.ReloadAsync() ?? Task.CompletedTask;

    private Task MoreAsync()
    {
        _take += PageSize;
        return ReadAgainAsync();
    }
}
