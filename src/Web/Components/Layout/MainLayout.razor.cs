using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace AutopilotReset.Web.Components.Layout;

public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private bool _dark, _navOpen, _ready;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private PageClock Clock { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    public void Dispose() => Navigation.LocationChanged -= LeaveFault;

    protected override void OnInitialized() => Navigation.LocationChanged += LeaveFault;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        // Before the page, so that no time is shown in UTC first and in the browser's zone a moment later.
        Clock.UseZone(await Script.InvokeAsync<string?>("consolePage.timeZone"));
        _ready = true;
        StateHasChanged();
    }

    private void LeaveFault(object? sender, LocationChangedEventArgs e)
    {
        _boundary?.Recover();
        _navOpen = false;
        _ = InvokeAsync(StateHasChanged);
    }
}
