using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Shows the frozen selection, or lets somebody make one.</summary>
public sealed partial class ChooseStep
{
    private const int Page = 200;
    private LoadState<Selection>? _load;
    private Attempt _attempt = null!;
    private IReadOnlyList<DeviceRow>? _page;
    private int _skip;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<ChooseStep> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required NewResetAddress Address { get; set; }

    /// <summary>Goes to another step.</summary>
    [Parameter, EditorRequired] public EventCallback<NewResetAddress> Go { get; set; }

    private string Without => (Address with { SelectionId = null, ReviewId = null }).ToString();

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private static IReadOnlyList<string> Missing(Selection selection) => selection.Total == 0 ? ["Choose at least one device."] : [];

    private IEnumerable<DeviceRow> Rows(Selection selection) => _page ?? selection.Devices.Take(Page);

    private async Task<Selection?> LoadAsync(CancellationToken stop)
    {
        var selection = Address.SelectionId is { } id ? await Catalogue.GetSelectionAsync(await Current.GetAsync(), id, stop) : null;

        // What was removed may have been the last of its page.
        _skip = Math.Max(0, Math.Min(_skip, ((selection?.Total ?? 0) - 1) / Page * Page));
        _page = selection is null || _skip == 0 ? null : await Catalogue.GetSelectedAsync(await Current.GetAsync(), selection.Id, _skip, Page, stop);
        return selection;
    }

    private Task GoToAsync(int skip) => _attempt.ReadAsync(async () =>
    {
        if (Address.SelectionId is { } id)
            (_page, _skip) = (await Catalogue.GetSelectedAsync(await Current.GetAsync(), id, skip, Page, CancellationToken.None), skip);
    });

    private Task RemoveAsync(string key) => _attempt.RunAsync(async () =>
    {
        if (Address.SelectionId is not { } id)
            return null;
        var outcome = await Catalogue.RemoveFromSelectionAsync(await Current.GetAsync(), id, [key], CancellationToken.None);
        if (outcome.Value is { } selection && selection.Id != id)
            await Go.InvokeAsync(Address with { SelectionId = selection.Id, ReviewId = null });
        else if (_load is not null)
            await _load.ReloadAsync();
        return outcome.Refused;
    });
}
