using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>Devices by what stands on their labels. The catalogue resolves each line; lines that stay unclear are settled here by a person or left out.</summary>
public sealed partial class PasteDialog
{
    private readonly Dictionary<int, DeviceRow> _picked = [];
    private Attempt _attempt = null!;
    private Selection? _selection;
    private string _text = "";
    private DeviceFile? _file;
    private bool _wasOpen;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ILogger<PasteDialog> Logger { get; set; } = null!;

    [Parameter] public bool Open { get; set; }

    [Parameter] public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>What stands in the list when the dialog opens.</summary>
    [Parameter] public string Start { get; set; } = "";

    private int Found => (_selection?.Total ?? 0) + _picked.Count;

    private string Lines
    {
        get
        {
            var lines = _text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line));
            return lines == 0 ? "" : $"{Words.Count(lines, "line")}.";
        }
    }

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    protected override void OnParametersSet()
    {
        if (Open && !_wasOpen)
        {
            (_text, _file, _selection) = (Start, null, null);
            _picked.Clear();
        }
        _wasOpen = Open;
    }

    private void Take(DeviceFile file) => (_text, _file) = file.FitsTheBox ? (file.Text, null) : ("", file);

    private Task FindAsync() => _attempt.RunAsync(async () =>
    {
        if (_file is null && PasteLimit.Check(_text) is { } cut)
            return cut;
        var outcome = await Catalogue.SelectAsync(await Current.GetAsync(), new Choice.Pasted(_file?.Text ?? _text), CancellationToken.None);
        _picked.Clear();
        if (outcome.Value is { Problems.Count: > 0 } unclear)
            _selection = unclear;
        else if (outcome.Value is { } clear)
            Leave(clear.Id);
        return outcome.Refused;
    });

    // What a person picked is added to what the list named without doubt.
    private Task GoOnAsync() => _attempt.RunAsync(async () =>
    {
        if (_selection is null)
            return null;
        if (_picked.Count == 0)
        {
            Leave(_selection.Id);
            return null;
        }
        var keys = _picked.Values.Select(d => d.Key).Distinct(StringComparer.Ordinal).ToArray();
        var outcome = await Catalogue.AddToSelectionAsync(await Current.GetAsync(), _selection.Id, keys, CancellationToken.None);
        if (outcome.Value is { } selection)
            Leave(selection.Id);
        return outcome.Refused;
    });

    private void Leave(Guid selectionId) => Navigation.NavigateTo(NewResetLink.For(selectionId, OrderKind.AutopilotReset));
}
