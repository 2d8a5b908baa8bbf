using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Features.Resets.New;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.Batch;

/// <summary>What a person can still do to a batch. Each command asks first, and says what it cannot undo.</summary>
public sealed partial class BatchCommands
{
    private Attempt _attempt = null!;
    private Command? _open;
    private string? _done;
    private bool _sendsAsMe;

    private enum Command { Pause, Resume, Cancel, Retry, TakeOver, Withdraw }

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ILogger<BatchCommands> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required BatchDetail Batch { get; set; }

    /// <summary>Something was done; the batch should be read again.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    private Guid Id => Batch.Row.Id;

    private BatchState State => Batch.Row.State;

    private StopNumbers Stop => StopNumbers.Of(Batch.Row.Counts);

    private bool Missed => Batch.Row.Timing is { Missed: true };

    private string TakeOver => _sendsAsMe ? "Stand for it anew" : "Take over";

    private int Failed => Batch.Row.Counts.GetValueOrDefault(DeviceState.Failed);

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    protected override async Task OnParametersSetAsync() =>
        _sendsAsMe = string.Equals((await Current.GetAsync()).UserPrincipalName, Batch.SendsAs, StringComparison.OrdinalIgnoreCase);

    private void Close(bool open)
    {
        if (!open)
            _open = null;
    }

    private Task<Refused?> PauseAsync(string reason) =>
        DoAsync("Paused.", async admin => (await Desk.PauseAsync(admin, Id, reason, CancellationToken.None)).Refused);

    private Task<Refused?> ResumeAsync() =>
        DoAsync("Resumed.", async admin => (await Desk.ResumeAsync(admin, Id, CancellationToken.None)).Refused);

    private Task<Refused?> TakeOverAsync() =>
        DoAsync("It sends as you now.", async admin => (await Desk.TakeOverAsync(admin, Id, CancellationToken.None)).Refused);

    private Task<Refused?> WithdrawAsync(string reason) =>
        DoAsync("The approval is withdrawn.", async admin => (await Desk.WithdrawApprovalAsync(admin, Id, reason, CancellationToken.None)).Refused);

    private Task<Refused?> CancelAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        var outcome = await Desk.CancelUnsentAsync(await Current.GetAsync(), Id, reason, CancellationToken.None);
        if (!outcome.IsRefused)
            _done = $"{Words.Count(outcome.Value, "device")} cancelled.";
        await Changed.InvokeAsync();
        return outcome.Refused;
    });

    private Task<Refused?> RetryAsync() => _attempt.AnswerAsync(async () =>
    {
        var outcome = await Desk.RetryFailedAsync(await Current.GetAsync(), Id, CancellationToken.None);
        if (!outcome.IsRefused)
            Navigation.NavigateTo(new NewResetAddress { Kind = Batch.Row.Kind, SelectionId = outcome.Value }.ToString());
        return outcome.Refused;
    });

    private Task<Refused?> DoAsync(string done, Func<Admin, Task<Refused?>> command) => _attempt.AnswerAsync(async () =>
    {
        var refused = await command(await Current.GetAsync());
        if (refused is null)
            _done = done;
        await Changed.InvokeAsync();
        return refused;
    });
}
