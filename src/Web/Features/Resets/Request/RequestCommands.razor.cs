using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.Request;

/// <summary>What only a person can settle: an order of unknown fate, and one that a deadline passed.</summary>
public sealed partial class RequestCommands
{
    private Attempt _attempt = null!;
    private bool _deciding, _closing;
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

    private Task<Refused?> CloseStalledAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        var outcome = await Desk.CloseStalledAsync(await Current.GetAsync(), Row.Id, reason, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });
}
