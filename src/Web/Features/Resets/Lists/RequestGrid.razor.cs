using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace AutopilotReset.Web.Features.Resets.Lists;

/// <summary>The devices of a query, read page by page as they come into view.</summary>
public sealed partial class RequestGrid
{
    private const int MostRowsAtOnce = 200;
    private Virtualize<RequestRow>? _rows;
    private RequestQuery? _shownQuery;
    private int? _total;
    private string? _fault;
    private bool _inside, _waiting;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<RequestGrid> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required RequestQuery Query { get; set; }

    /// <summary>Said where nothing matches.</summary>
    [Parameter] public string EmptyText { get; set; } = "No device matches.";

    // With a filter on what changes, a refresh moves rows; without one it only changes what they say.
    private bool RefreshMovesRows => Query.State is not null || Query.ArmedOnly || Query.NeedsPersonOnly || Query.HybridWipesWaitingOnly || Query.BatchId is null;

    /// <summary>Reads again; waits while somebody is in a list whose rows would move.</summary>
    public async Task RefreshAsync()
    {
        if (_inside && RefreshMovesRows)
        {
            _waiting = true;
            StateHasChanged();
            return;
        }

        await RefreshNowAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shownQuery == Query)
            return;
        var first = _shownQuery is null;
        _shownQuery = Query;
        if (!first)
            await RefreshNowAsync();
    }

    private async Task RefreshNowAsync()
    {
        (_waiting, _fault) = (false, null);
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    private void Enter() => _inside = true;

    private async Task LeaveAsync()
    {
        _inside = false;
        if (_waiting)
            await RefreshNowAsync();
    }

    private async ValueTask<ItemsProviderResult<RequestRow>> ProvideAsync(ItemsProviderRequest request)
    {
        try
        {
            var take = Math.Clamp(request.Count, 1, MostRowsAtOnce);
            var page = await Desk.GetRequestsAsync(await Current.GetAsync(), Query, request.StartIndex, take, request.CancellationToken);
            if (_total != page.Total)
            {
                _total = page.Total;
                _ = InvokeAsync(StateHasChanged);
            }

            return new ItemsProviderResult<RequestRow>(page.Rows, page.Total);
        }
        catch (OperationCanceledException) when (request.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            LogUnreadable(fault);
            _fault = fault.Message;
            _ = InvokeAsync(StateHasChanged);
            return new ItemsProviderResult<RequestRow>([], 0);
        }
    }

    [LoggerMessage(EventId = 4310, Level = LogLevel.Error, Message = "The devices of a reset could not be read")]
    private partial void LogUnreadable(Exception fault);
}
