using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Components.Parts;

/// <summary>
/// Without markup: while it stands on a page, the page is told of changes it wants, at most twice a second, until the page is gone.
/// Rows keep their keys when they are read again, so neither focus nor the row under the pointer moves.
/// </summary>
public sealed class LiveUpdates : ComponentBase, IDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(500);
    private IDisposable? _subscription;
    private Coalescer? _coalescer;

    [Inject] private IChangeFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <summary>Which changes matter here. Called on any thread.</summary>
    [Parameter, EditorRequired] public required Func<Change, bool> Wants { get; set; }

    /// <summary>Reads again; called on the page's own dispatcher.</summary>
    [Parameter, EditorRequired] public required Func<Task> Changed { get; set; }

    public void Dispose()
    {
        _subscription?.Dispose();
        _coalescer?.Dispose();
    }

    protected override void OnInitialized()
    {
        _coalescer = new Coalescer(Time, Gap, ReadAgainAsync);
        _subscription = Feed.Subscribe(change =>
        {
            if (Wants(change))
                _coalescer.Signal();
        });
    }

    private async Task ReadAgainAsync()
    {
        try
        {
            await InvokeAsync(() => Changed());
        }
        catch (ObjectDisposedException)
        {
            // The page went away between the change and this call.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}
