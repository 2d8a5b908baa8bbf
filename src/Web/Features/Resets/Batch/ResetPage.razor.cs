using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Features.Resets.Lists;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.Batch;

/// <summary>One batch: where it stands, what can still be stopped, every device with its evidence, and who may have theirs back.</summary>
public sealed partial class ResetPage
{
    private BatchDetail? _batch;
    private LoadState<BatchDetail>? _load;
    private RequestGrid? _grid;
    private RequestQuery _query = new();
    private IReadOnlyList<string> _problems = [];
    private bool _missing;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    /// <summary>From the address.</summary>
    [Parameter] public Guid BatchId { get; set; }

    private string ExportHref => $"/api/resets/{BatchId}.csv" + RequestFilter.Format(_query with { BatchId = null });

    protected override void ReadAddress()
    {
        var (query, problems) = RequestFilter.Parse(Query);
        (_query, _problems) = (query with { BatchId = BatchId }, problems);
        if (_batch?.Row.Id != BatchId)
            _batch = null;
    }

    private string AddressOf(RequestQuery query) => $"/resets/{BatchId}" + RequestFilter.Format(query with { BatchId = null });

    private string StateHref(DeviceState state) => AddressOf(new RequestQuery(State: state));

    private async Task<BatchDetail?> LoadAsync(CancellationToken stop)
    {
        _batch = await Desk.GetBatchAsync(await Current.GetAsync(), BatchId, stop);
        _missing = _batch is null;
        StateHasChanged();
        return _batch;
    }

    private async Task ReloadAsync()
    {
        if (_load is not null)
            await _load.ReloadAsync();
        if (_grid is not null)
            await _grid.RefreshAsync();
    }
}
