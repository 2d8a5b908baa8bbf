using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Features.Devices;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Makes a selection from pasted or scanned lines, or from an Entra group or a saved filter. The server freezes it; the address keeps its id.</summary>
public sealed partial class ChooseBy
{
    private string? _pasted, _groupText;
    private IReadOnlyList<GroupHit>? _groups;
    private DeviceFile? _file;
    private Attempt _attempt = null!;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<ChooseBy> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required NewResetAddress Address { get; set; }

    /// <summary>Goes on with the selection that was made.</summary>
    [Parameter, EditorRequired] public EventCallback<NewResetAddress> Go { get; set; }

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private void Take(DeviceFile file) => (_pasted, _file) = file.FitsTheBox ? (file.Text, null) : ("", file);

    private async Task FindPastedAsync()
    {
        if (_file is not null)
        {
            await ChooseAsync(new Choice.Pasted(_file.Text));
            return;
        }

        if (string.IsNullOrWhiteSpace(_pasted))
            return;
        if (PasteLimit.Check(_pasted) is { } cut)
            await _attempt.RunAsync(() => Task.FromResult<Refused?>(cut));
        else
            await ChooseAsync(new Choice.Pasted(_pasted));
    }

    private Task ChooseAsync(Choice choice) => _attempt.RunAsync(async () =>
    {
        var outcome = await Catalogue.SelectAsync(await Current.GetAsync(), choice, CancellationToken.None);
        if (outcome.Value is { } selection)
            await Go.InvokeAsync(Address with { Step = Step.Choose, SelectionId = selection.Id, ReviewId = null });
        return outcome.Refused;
    });

    private Task FindGroupsAsync() => _attempt.RunAsync(async () =>
    {
        var outcome = await Catalogue.FindGroupsAsync(await Current.GetAsync(), (_groupText ?? "").Trim(), CancellationToken.None);
        _groups = outcome.Value;
        return outcome.Refused;
    });
}
