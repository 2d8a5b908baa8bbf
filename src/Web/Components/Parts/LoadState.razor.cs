using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Components.Parts;

/// <summary>
/// Loads a value and shows its four states. Data stays in view while it is read again; a failed second read says so beside the old data.
/// </summary>
public sealed partial class LoadState<T> : IDisposable where T : class
{
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _current;
    private object? _loadedFor;
    private bool _loadedOnce, _absent;
    private string? _fault;
    private T? _value;

    [Inject] private ILogger<LoadState<T>> Logger { get; set; } = null!;

    /// <summary>What is read, as it stands in "Reading … " and "Could not read …".</summary>
    [Parameter, EditorRequired] public required string What { get; set; }

    /// <summary>Reads the value; <c>null</c> means that there is none.</summary>
    [Parameter, EditorRequired] public required Func<CancellationToken, Task<T?>> Load { get; set; }

    [Parameter, EditorRequired] public required RenderFragment<T> ChildContent { get; set; }

    /// <summary>Shown for <c>null</c> and for a value that <see cref="IsEmpty"/> calls empty; names the next step.</summary>
    [Parameter] public RenderFragment? Empty { get; set; }

    [Parameter] public Func<T, bool>? IsEmpty { get; set; }

    /// <summary>What the value depends on, such as the id in the URL: when it changes, the old value goes and the new one is read.</summary>
    [Parameter] public object? For { get; set; }

    /// <summary>The value last read.</summary>
    public T? Value => _value;

    /// <summary>Reads again, keeping the old value in view. A newer call abandons an older one.</summary>
    public async Task ReloadAsync()
    {
        if (_gone.IsCancellationRequested)
            return;
        _current?.Cancel();
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        _current = mine;
        try
        {
            var value = await Load(mine.Token);
            if (_current == mine)
                (_value, _absent, _fault) = (value, value is null, null);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            LogFault(What, fault);
            if (_current == mine)
                _fault = fault.Message;
        }
        finally
        {
            if (_current == mine)
                _current = null;
        }
        if (!_gone.IsCancellationRequested)
            StateHasChanged();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loadedOnce && Equals(_loadedFor, For))
            return;
        (_loadedOnce, _loadedFor, _value, _absent, _fault) = (true, For, null, false, null);
        await ReloadAsync();
    }

    [LoggerMessage(EventId = 4100, Level = LogLevel.Error, Message = "A page could not read {What}")]
    private partial void LogFault(string what, Exception fault);
}
