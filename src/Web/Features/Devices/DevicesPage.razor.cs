using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>The inventory: search, filter, choose, start.</summary>
public sealed partial class DevicesPage
{
    private readonly ChosenDevices _chosen = new();
    private DevicesAddress _address = DevicesAddress.Parse("http://console/devices");
    private DeviceGrid? _grid;
    private Attempt _attempt = null!;
    private int? _total;
    private bool _pasting, _grouping;
    private string? _notice;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private ILogger<DevicesPage> Logger { get; set; } = null!;

    private string Counted => _total switch
    {
        null => "Reading devices…",
        { } total => Words.Count(total, "device") + (_address.IsFiltered ? " match" + (total == 1 ? "es" : "") : ""),
    };

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _attempt = new Attempt(Logger);
    }

    protected override void ReadAddress()
    {
        _address = DevicesAddress.Parse(Navigation.Uri);
        _notice = _chosen.EndMatchingUnless(_address.Query, null) ? "The filter changed, so nothing is selected any more." : null;
    }

    // Typing and toggling would flood the history, so they replace; a person goes back to the page before.
    private void Go(DevicesAddress address) => GoTo(address.ToString(), replace: true);

    private Task ReadAgainAsync() => _grid?.RefreshAsync() ?? Task.CompletedTask;

    private void TakeTotal(int total)
    {
        _total = total;
        if (_chosen.Matching is { } was && _chosen.EndMatchingUnless(_address.Query, total))
            _notice = string.Create(CultureInfo.InvariantCulture, $"{was.ExpectedCount:N0} devices matched when you selected them; now it is {total:N0}. Nothing is selected any more.");
        StateHasChanged();
    }

    private void ChooseMatching()
    {
        if (_total is not { } total)
            return;
        _notice = null;
        _chosen.SetMatching(_address, total);
    }

    private void ClearChosen()
    {
        _chosen.Clear();
        _notice = null;
    }

    private Task StartAsync(OrderKind kind) => _attempt.RunAsync(async () =>
    {
        var outcome = await Catalogue.SelectAsync(await Current.GetAsync(), _chosen.ToChoice(), Gone);
        if (outcome.Value is { } selection)
            GoTo(NewResetLink.For(selection.Id, kind));
        return outcome.Refused;
    });
}
