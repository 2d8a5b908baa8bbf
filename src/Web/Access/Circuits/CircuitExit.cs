namespace AutopilotReset.Web.Access.Circuits;

/// <summary>Why a page was closed by the server, and what the next sign-in must bring.</summary>
internal sealed record CircuitEnd(string Why, string? Claims = null)
{
    public const string TooMany = nameof(TooMany);
    public const string AnotherPerson = nameof(AnotherPerson);
}

/// <summary>One per circuit: once left, the page shows nothing more and takes no more events.</summary>
internal sealed class CircuitExit
{
    private readonly Lock _gate = new();
    private Func<CircuitEnd, Task>? _leave;
    private CircuitEnd? _end;
    private bool _told;

    /// <summary>Names this page among those of its person.</summary>
    public Guid Page { get; } = Guid.CreateVersion7();

    /// <summary><c>true</c> from the moment it was decided, before the browser has moved.</summary>
    public bool Left => Volatile.Read(ref _end) is not null;

    /// <summary>How this page leaves; told at once if it was decided before the page was there.</summary>
    public Task OnLeave(Func<CircuitEnd, Task> leave)
    {
        lock (_gate)
            _leave = leave;
        return TellAsync();
    }

    /// <summary>Leaves; further calls do nothing, since an interrupted navigation would stay on the page.</summary>
    public Task LeaveAsync(CircuitEnd end)
    {
        Interlocked.CompareExchange(ref _end, end, null);
        return TellAsync();
    }

    private Task TellAsync()
    {
        Func<CircuitEnd, Task> leave;
        lock (_gate)
        {
            if (_told || _leave is null || _end is null)
                return Task.CompletedTask;
            _told = true;
            leave = _leave;
        }

        return leave(_end);
    }
}
