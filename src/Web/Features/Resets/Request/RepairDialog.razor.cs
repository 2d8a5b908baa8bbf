using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.Request;

/// <summary>Removes a primary user or owner that was left behind, or sets a named primary user. Never by itself.</summary>
public sealed partial class RepairDialog
{
    private Attempt _attempt = null!;
    private HolderFinding? _shownFor;
    private bool _setOther;
    private string? _upn;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<RepairDialog> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public Guid RequestId { get; set; }

    [Parameter, EditorRequired] public required string DeviceName { get; set; }

    [Parameter, EditorRequired] public required HolderFinding Finding { get; set; }

    [Parameter] public bool Open { get; set; }

    [Parameter] public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>It was repaired, or the holder turned out to be another: read again.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    private string What => ResetWords.Of(Finding.Holder);

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    protected override void OnParametersSet()
    {
        if (_shownFor == Finding)
            return;
        (_shownFor, _setOther, _upn) = (Finding, false, null);
    }

    private Task<Refused?> RepairAsync() => _attempt.AnswerAsync(async () =>
    {
        var setTo = _setOther ? _upn?.Trim() : null;
        // An empty name must never read as "remove".
        if (_setOther && string.IsNullOrEmpty(setTo))
            return new Refused("no-person", "Write the user principal name of the person, or choose to remove.");
        var outcome = await Desk.RepairAsync(await Current.GetAsync(), new Repair(RequestId, Finding.Holder, Finding.IsNow.Id, setTo), CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });
}
