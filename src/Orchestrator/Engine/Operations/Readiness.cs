namespace AutopilotReset.Engine.Operations;

/// <summary>Whether one thing that this console cannot do without is there.</summary>
/// <param name="What">Database, Audit, Keys, SignIn, or the name of a loop.</param>
/// <param name="Problem">What is wrong; <c>null</c>: nothing.</param>
public sealed record ReadyRow(string What, string? Problem);

/// <param name="Rows">One for each thing asked.</param>
/// <param name="At">When it was asked.</param>
public sealed record ReadyReport(IReadOnlyList<ReadyRow> Rows, DateTimeOffset At)
{
    public bool IsReady => Rows.All(r => r.Problem is null);
}

/// <summary>
/// Whether this process can do its work now: it asks, and does not remember what once was. Asked by anybody who can reach it, so the answer is kept for a few seconds
/// and asked for only once at a time.
/// </summary>
public sealed class Readiness : IDisposable
{
    /// <summary>An answer younger than this is given again.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    /// <summary>A part that takes longer than this to answer is not there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly DatabaseProbe _database;
    private readonly KeyProbe _keys;
    private readonly SignInMetadata _signIn;
    private readonly EngineHealth _health;
    private readonly IReadOnlyList<ExpectedLoop> _loops;
    private readonly TimeProvider _time;
    private ReadyReport? _last;
    private long _lastStamp;

    internal Readiness(DatabaseProbe database, KeyProbe keys, SignInMetadata signIn, EngineHealth health, IEnumerable<ExpectedLoop> loops, TimeProvider time) =>
        (_database, _keys, _signIn, _health, _loops, _time) = (database, keys, signIn, health, [.. loops], time);

    public async Task<ReadyReport> AskAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (_last is null || _time.GetElapsedTime(_lastStamp) >= KeptFor)
                (_last, _lastStamp) = (await AskAllAsync(), _time.GetTimestamp());
            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ReadyReport> AskAllAsync()
    {
        var asked = await Task.WhenAll(
            RowAsync("Database", _database.WritableAsync),
            RowAsync("Audit", _database.AuditGuardedAsync),
            RowAsync("Keys", _keys.ReadableAsync),
            RowAsync("SignIn", _signIn.ReachableAsync));
        return new([.. asked, .. _loops.Select(l => LoopRow(l, _health))], _time.GetUtcNow());
    }

    private static async Task<ReadyRow> RowAsync(string what, Func<CancellationToken, Task<string?>> ask)
    {
        // Real seconds, whatever clock the console runs on: whoever asks waits in them.
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            // Off this thread: SQLite answers synchronously, and what blocks must not block the answer.
            return new(what, await Task.Run(() => ask(limit.Token), limit.Token).WaitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            return new(what, $"No answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception failure)
        {
            return new(what, failure.Message);
        }
    }

    internal static ReadyRow LoopRow(ExpectedLoop loop, EngineHealth health) => new(loop.Name, health.SinceBeat(loop.Name) switch
    {
        null => "The loop has not begun.",
        { } silence when silence > loop.Within => $"The loop hangs: silent for {silence.TotalSeconds:0} seconds.",
        _ => null,
    });
}
