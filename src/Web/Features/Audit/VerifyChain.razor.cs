using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Audit;

/// <summary>Recomputes the whole chain and names the first bad entry.</summary>
public sealed partial class VerifyChain : IDisposable
{
    private static readonly TimeSpan PaintEvery = TimeSpan.FromMilliseconds(500);
    private CancellationTokenSource? _stop;
    private ChainReport? _report;
    private string? _fault;
    private bool _running;
    private int _done, _total;

    [Inject] private IAuditTrail Trail { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private ILogger<VerifyChain> Logger { get; set; } = null!;

    /// <summary>Shows an entry of the chain.</summary>
    [Parameter, EditorRequired] public EventCallback<long> OpenEntry { get; set; }

    public void Dispose() => _stop?.Cancel();

    private async Task VerifyAsync()
    {
        if (_running)
            return;
        (_running, _report, _fault, _done, _total) = (true, null, null, 0, 0);
        using var stop = _stop = new CancellationTokenSource();
        using var painter = new Coalescer(Time, PaintEvery, () => InvokeAsync(StateHasChanged));
        try
        {
            var admin = await Current.GetAsync();
            _total = (await Trail.FindAsync(admin, new AuditQuery(), 0, 1, stop.Token)).Total;
            _report = await Trail.VerifyAsync(admin, new Counter(this, painter), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _fault = "It was stopped; nothing is known.";
        }
        catch (Exception fault)
        {
            LogUnverified(fault);
            _fault = fault.Message;
        }
        finally
        {
            (_running, _stop) = (false, null);
        }
    }

    private Task StopAsync() => _stop?.CancelAsync() ?? Task.CompletedTask;

    [LoggerMessage(EventId = 4320, Level = LogLevel.Error, Message = "The audit chain could not be recomputed")]
    private partial void LogUnverified(Exception fault);

    private sealed class Counter(VerifyChain page, Coalescer painter) : IProgress<int>
    {
        public void Report(int value)
        {
            page._done = value;
            painter.Signal();
        }
    }
}
