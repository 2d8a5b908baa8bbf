using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Devices;

public sealed partial class InventoryBar
{
    private LoadState<InventoryStatus>? _status;
    private Attempt _attempt = null!;
    private bool _wasRunning;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<InventoryBar> Logger { get; set; } = null!;

    /// <summary>Told when a sync that was seen running has ended.</summary>
    [Parameter] public EventCallback SyncEnded { get; set; }

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private async Task<InventoryStatus?> ReadAsync(CancellationToken stop) => await Catalogue.StatusAsync(await Current.GetAsync(), stop);

    private async Task ReadAgainAsync()
    {
        if (_status is null)
            return;
        await _status.ReloadAsync();
        var running = _status.Value?.Running == true;
        var ended = _wasRunning && !running;
        _wasRunning = running;
        if (ended)
            await SyncEnded.InvokeAsync();
    }

    private async Task SyncAsync()
    {
        await _attempt.RunAsync(async () => (await Catalogue.StartSyncAsync(await Current.GetAsync(), CancellationToken.None)).Refused);
        await ReadAgainAsync();
    }
}
