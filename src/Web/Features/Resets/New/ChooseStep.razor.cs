using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Shows the frozen selection, or lets somebody make one.</summary>
public sealed partial class ChooseStep
{
    private LoadState<Selection>? _load;
    private Attempt _attempt = null!;
    private int _shown = 200;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<ChooseStep> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required NewResetAddress Address { get; set; }

    /// <summary>Goes to another step.</summary>
    [Parameter, EditorRequired] public EventCallback<NewResetAddress> Go { get; set; }

    private string Without => (Address with { SelectionId = null, ReviewId = null }).ToString();

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private static IReadOnlyList<string> Missing(Selection selection) => selection.Devices.Count == 0 ? ["Choose at least one device."] : [];

    private async Task<Selection?> LoadAsync(CancellationToken stop) =>
        Address.SelectionId is { } id ? await Catalogue.GetSelectionAsync(await Current.GetAsync(), id, stop) : null;

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
