using System.Runtime.CompilerServices;

namespace AutopilotReset.Web.Tests.Testing.Fakes;

/// <summary>What every fake of the contract can do on request: be slow, fail, refuse, and say what it was asked.</summary>
internal abstract class FakeDoor
{
    private TaskCompletionSource? _held;

    /// <summary>Members called, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Thrown by every call while set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Answer of every command while set.</summary>
    public Refused? Refusal { get; set; }

    /// <summary>Holds every call until <see cref="Release"/>.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        _held?.SetResult();
        _held = null;
    }

    protected async Task EnterAsync(CancellationToken stop, [CallerMemberName] string member = "")
    {
        Calls.Add(member);
        if (_held is { } held)
            await held.Task.WaitAsync(stop);
        if (Fault is { } fault)
            throw fault;
    }

    protected async Task<Outcome<T>> CommandAsync<T>(Func<Outcome<T>> answer, CancellationToken stop, [CallerMemberName] string member = "")
    {
        await EnterAsync(stop, member);
        return Refusal is { } refusal ? refusal : answer();
    }
}
