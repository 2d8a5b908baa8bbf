using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>The inventory: search, filter, choose, start.</summary>
public sealed partial class DevicesPage
{
    private const string FilterChanged = "The filter changed, so nothing is selected any more.";
    private readonly ChosenDevices _chosen = new();
    private DevicesAddress _address = DevicesAddress.Parse("http://console/devices");
    private DeviceGrid? _grid;
    private Attempt _attempt = null!;
    private (DeviceQuery Query, int Total)? _counted;
    private Task _keeping = Task.CompletedTask;
    private bool _pasting, _grouping, _filtering;
    private string? _notice;
    private string _label = "";

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private Drafts Drafts { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

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
        if (_chosen.EndMatchingUnless(_address.Query, null))
            _notice = FilterChanged;

        // Chosen before the page was loaded anew; whether the number still holds is seen as soon as they are counted.
        if (_address is { All: { } all, IsFiltered: true } && _chosen.Count == 0)
            _chosen.SetMatching(_address, all);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_address.Chosen is { } id && _chosen.Count == 0 && await Drafts.FindAsync<string[]>(DraftOf(id), Gone) is { } keys)
            _chosen.Restore(keys);
    }

    // Typing and toggling would flood the history, so they replace; a person goes back to the page before.
    private void Go(DevicesAddress address)
    {
        _notice = _chosen.EndMatchingUnless(address.Query, null) ? FilterChanged : null;
        Replace(address with { All = _chosen.Matching?.ExpectedCount });
    }

    private void Replace(DevicesAddress address) => GoTo(address.ToString(), replace: true);

    private Task ReadAgainAsync() => _grid?.RefreshWhenFreeAsync() ?? Task.CompletedTask;

    private void TakeCount(DeviceQuery query, int total)
    {
        _counted = (query, total);
        if (_chosen.Matching is { } was && _chosen.EndMatchingUnless(query, total))
        {
            _notice = string.Create(CultureInfo.InvariantCulture, $"{was.ExpectedCount:N0} devices matched when you selected them; now it is {total:N0}. Nothing is selected any more.");
            Replace(_address with { All = null });
        }
        StateHasChanged();
    }

    private void ChooseMatching()
    {
        if (Matching is not { } count)
            return;
        _notice = null;
        _chosen.SetMatching(_address, count);
        Replace(_address with { Chosen = null, All = count });
    }

    // Each tick is kept on the server; the address names where. One after the other, so that the last one stays.
    private async Task TickedAsync()
    {
        var id = _address.Chosen ?? Guid.CreateVersion7(Time.GetUtcNow());
        var (before, keys) = (_keeping, _chosen.Keys.ToArray());
        _keeping = KeepAsync();
        if (_address.Chosen != id)
            Replace(_address with { Chosen = id });
        await _keeping;

        async Task KeepAsync()
        {
            await before;
            await Drafts.KeepAsync(DraftOf(id), keys);
        }
    }

    private void LookUp(string label) => (_label, _pasting) = (label, true);

    private static string DraftOf(Guid id) => $"chosen:{id:N}";

    private bool IsFiltered(DeviceQuery query) => (_address with { Query = query }).IsFiltered;

    private void ClearChosen()
    {
        _chosen.Clear();
        _notice = null;
        Replace(_address with { Chosen = null, All = null });
    }

    private Task StartAsync(OrderKind kind) => _attempt.RunAsync(async () =>
    {
        var outcome = await Catalogue.SelectAsync(await Current.GetAsync(), _chosen.ToChoice(), Gone);
        if (outcome.Value is { } selection)
            GoTo(NewResetLink.For(selection.Id, kind));
        return outcome.Refused;
    });
}
