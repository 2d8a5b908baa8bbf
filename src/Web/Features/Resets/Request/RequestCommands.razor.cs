using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.Request;

/// <summary>What only a person can settle: an order of unknown fate, one that a deadline passed, one whose approval in Intune cannot be used; and the end of one that has not left.</summary>
public sealed partial class RequestCommands
{
    private Attempt _attempt = null!;
    private bool _deciding, _closing, _asking, _cancelling;
    private bool? _taken;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<RequestCommands> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required RequestDetail Request { get; set; }

    /// <summary>It was settled; the request should be read again.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    private RequestRow Row => Request.Row;

    private string ActionsNow => (Request.Latest?.ActionResults ?? Request.Before?.ActionResults) is { Count: > 0 } actions
        ? string.Join("; ", actions.Select(a => $"{SafeText.Of(a.Name)} {SafeText.Of(a.State)}"))
        : "none";

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private Task<Refused?> DecideAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        if (_taken is not { } taken)
            return new Refused("undecided", "Choose taken or not taken.");
        var outcome = await Desk.DecideUnknownAsync(await Current.GetAsync(), Row.Id, taken, reason, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });

    private Task<Refused?> AskAnewAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        var outcome = await Desk.AskTenantAnewAsync(await Current.GetAsync(), Row.Id, reason, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });

    private Task<Refused?> CancelAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        var outcome = await Desk.CancelDeviceAsync(await Current.GetAsync(), Row.Id, reason, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });

    private Task<Refused?> CloseStalledAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        var outcome = await Desk.CloseStalledAsync(await Current.GetAsync(), Row.Id, reason, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });
}
