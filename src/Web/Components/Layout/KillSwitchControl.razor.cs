using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Components.Layout;

public sealed partial class KillSwitchControl : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private KillSwitch? _switch;
    private bool _asking, _turnOn, _unreadable;

    [Inject] private IGuardRoom Guards { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<KillSwitchControl> Logger { get; set; } = null!;

    private AskedLoosening? Asked => _switch?.OffAsked;

    private string Title => !_turnOn ? "Allow sending again" : _switch is { On: true } ? "Keep everything stopped" : "Stop everything";

    private string Act => _turnOn ? Title : Asked is { ByYou: false } ? "Allow sending" : "Ask to allow sending";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    private void Open(bool on) => (_turnOn, _asking) = (on, true);

    private async Task ReadAsync()
    {
        try
        {
            _switch = (await Guards.GetAsync(await Current.GetAsync(), _gone.Token)).KillSwitch;
            _unreadable = false;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            // The header must not take the page down with it; nothing is sent while the switch is unreadable.
            LogUnreadable(fault);
            _unreadable = true;
        }
        StateHasChanged();
    }

    private async Task<Refused?> SetAsync(string reason)
    {
        var outcome = await Guards.SetKillSwitchAsync(await Current.GetAsync(), _turnOn, reason, _gone.Token);
        if (!outcome.IsRefused)
            await ReadAsync();
        return outcome.Refused;
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "The header could not read the kill switch")]
    private partial void LogUnreadable(Exception fault);
}
