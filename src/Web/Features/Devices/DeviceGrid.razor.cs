using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>
/// A table of which only the rows in view are read and drawn. Rows are known by key, so a second read neither loses the selection nor moves the focus.
/// </summary>
public sealed partial class DeviceGrid
{
    private Virtualize<GridRow>? _rows;
    private ElementReference _region;
    private DeviceQuery? _shown;
    private string? _fault;
    private int? _total;
    private bool _mayChoose, _inside, _stale;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    [Inject] private ILogger<DeviceGrid> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required DevicesAddress Address { get; set; }

    [Parameter, EditorRequired] public required ChosenDevices Chosen { get; set; }

    [Parameter, EditorRequired] public required Action<DevicesAddress> Go { get; set; }

    /// <summary>Told after each read how many devices match which query.</summary>
    [Parameter, EditorRequired] public required Action<DeviceQuery, int> Counted { get; set; }

    /// <summary>The text that found nothing may have come from a scanner or a spreadsheet.</summary>
    [Parameter] public EventCallback<string> AsLabel { get; set; }

    /// <summary>A device was ticked, or not any more.</summary>
    [Parameter, EditorRequired] public EventCallback ChosenChanged { get; set; }

    /// <summary>Reads again because something changed elsewhere: at once, or, so that no row moves under the pointer or the keyboard, when they have left.</summary>
    public Task RefreshWhenFreeAsync()
    {
        _stale = _inside;
        return _inside ? Task.CompletedTask : RefreshAsync();
    }

    /// <summary>Reads the rows in view again, where they are.</summary>
    public async Task RefreshAsync()
    {
        _stale = false;
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync() => _mayChoose = (await Current.GetAsync()).Level >= AccessLevel.Operator;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Address.Query)
            return;
        var first = _shown is null;
        _shown = Address.Query;
        if (first || _rows is null)
            return;
        await Script.InvokeVoidAsync("consolePage.toTop", _region);
        await RefreshAsync();
    }

    private void Enter() => _inside = true;

    private Task LeaveAsync()
    {
        _inside = false;
        return _stale ? RefreshAsync() : Task.CompletedTask;
    }

    private async ValueTask<ItemsProviderResult<GridRow>> ProvideAsync(ItemsProviderRequest request)
    {
        var query = Address.Query;
        try
        {
            var page = await Catalogue.FindAsync(await Current.GetAsync(), query, request.StartIndex, request.Count, request.CancellationToken);
            // A slower answer to an older question must not be told as the count of the newer one.
            if (query == Address.Query)
            {
                Take(page.Total, null);
                Counted(query, page.Total);
            }

            return new ItemsProviderResult<GridRow>(page.Rows.Select((row, i) => new GridRow(request.StartIndex + i, row)), page.Total);
        }
        catch (OperationCanceledException) when (request.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            LogUnreadable(fault);
            Take(_total, fault.Message);
            return new ItemsProviderResult<GridRow>([], _total ?? 0);
        }
    }

    private void Take(int? total, string? fault)
    {
        var changed = (_total, _fault) != (total, fault);
        (_total, _fault) = (total, fault);
        if (changed)
            StateHasChanged();
    }

    private Task ChooseAsync(DeviceRow row, bool chosen)
    {
        Chosen.Set(row, chosen);
        return ChosenChanged.InvokeAsync();
    }

    private void SortBy(DeviceSort sort) => Go(Address.SortedBy(sort));

    private string SortOf(DeviceSort sort) => Address.Query.Sort != sort ? "none" : Address.Query.Descending ? "descending" : "ascending";

    private sealed record GridRow(int Index, DeviceRow Row);

    [LoggerMessage(EventId = 4110, Level = LogLevel.Error, Message = "The devices page could not read its rows")]
    private partial void LogUnreadable(Exception fault);
}
