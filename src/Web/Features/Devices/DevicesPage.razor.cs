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
    private (DeviceQuery Query, int Total)? _counted;
    private bool _pasting, _grouping;
    private string? _notice;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private ILogger<DevicesPage> Logger { get; set; } = null!;

    private string Counted => _counted is not { } counted
        ? "Reading devices…"
        : Words.Count(counted.Total, "device") + (IsFiltered(counted.Query) ? " match" + (counted.Total == 1 ? "es" : "") : "");

    /// <summary>How many match the filter in view; <c>null</c> while that is being read, so that nobody selects by an older number.</summary>
    private int? Matching => _counted is { } counted && ChosenDevices.SameFilter(counted.Query, _address.Query) ? counted.Total : null;

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

    private Task ReadAgainAsync() => _grid?.RefreshWhenFreeAsync() ?? Task.CompletedTask;

    private void TakeCount(DeviceQuery query, int total)
    {
        _counted = (query, total);
        if (_chosen.Matching is { } was && _chosen.EndMatchingUnless(query, total))
            _notice = string.Create(CultureInfo.InvariantCulture, $"{was.ExpectedCount:N0} devices matched when you selected them; now it is {total:N0}. Nothing is selected any more.");
        StateHasChanged();
    }

    private void ChooseMatching()
    {
        if (Matching is not { } count)
            return;
        _notice = null;
        _chosen.SetMatching(_address, count);
    }

    private bool IsFiltered(DeviceQuery query) => (_address with { Query = query }).IsFiltered;

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
