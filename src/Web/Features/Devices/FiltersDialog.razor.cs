using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>Saves the filter in view under a name, and lists all that are saved.</summary>
public sealed partial class FiltersDialog
{
    private LoadState<IReadOnlyList<SavedFilter>>? _load;
    private Attempt _attempt = null!;
    private Guid? _renaming, _deleting;
    private string? _name, _newName;

    [Inject] private ISavedFilters Filters { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ILogger<FiltersDialog> Logger { get; set; } = null!;

    [Parameter] public bool Open { get; set; }

    [Parameter] public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>The filter in view.</summary>
    [Parameter, EditorRequired] public required DevicesAddress Address { get; set; }

    /// <summary>Why what is shown cannot be saved. What the page could not read of its address it left out, and a filter without it would be another one.</summary>
    private IReadOnlyList<string> Problems => DevicesAddress.Problems(Navigation.Uri) is { Count: > 0 } unread ? unread : DeviceFilter.Mistakes(Address.Query);

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private async Task<IReadOnlyList<SavedFilter>?> ReadAsync(CancellationToken stop) => await Filters.FindAsync(await Current.GetAsync(), stop);

    private void StartRenaming(SavedFilter filter) => (_renaming, _deleting, _newName) = (filter.Id, null, filter.Name);

    private Task SaveAsync() => _attempt.RunAsync(async () =>
    {
        if (string.IsNullOrWhiteSpace(_name) || Problems.Count > 0)
            return null;
        var outcome = await Filters.SaveAsync(await Current.GetAsync(), _name.Trim(), Address.Query, CancellationToken.None);
        if (!outcome.IsRefused)
            _name = null;
        return await ReadAgainAsync(outcome.Refused);
    });

    private Task RenameAsync(SavedFilter filter) => _attempt.RunAsync(async () =>
    {
        var outcome = await Filters.RenameAsync(await Current.GetAsync(), filter.Id, (_newName ?? "").Trim(), CancellationToken.None);
        if (!outcome.IsRefused)
            _renaming = null;
        return await ReadAgainAsync(outcome.Refused);
    });

    private Task DeleteAsync(SavedFilter filter) => _attempt.RunAsync(async () =>
    {
        var outcome = await Filters.DeleteAsync(await Current.GetAsync(), filter.Id, CancellationToken.None);
        _deleting = null;
        return await ReadAgainAsync(outcome.Refused);
    });

    private async Task<Refused?> ReadAgainAsync(Refused? refused)
    {
        if (_load is not null)
            await _load.ReloadAsync();
        return refused;
    }
}
