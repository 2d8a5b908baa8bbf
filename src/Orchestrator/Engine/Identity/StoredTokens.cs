namespace AutopilotReset.Engine.Identity;

/// <summary>Which rows of the token cache the current flow of calls has written.</summary>
public sealed class StoredTokens : IDisposable
{
    private static readonly AsyncLocal<StoredTokens?> Current = new();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    private StoredTokens()
    {
    }

    /// <summary>Keys of the rows.</summary>
    public IReadOnlyCollection<string> Keys
    {
        get
        {
            lock (_gate)
                return [.. _keys];
        }
    }

    /// <summary>Notes from now on, in this flow of calls, until it is disposed; what was noted stays readable.</summary>
    public static StoredTokens Watch() => Current.Value = new StoredTokens();

    public void Dispose() => Current.Value = null;

    internal static void Note(string key)
    {
        if (Current.Value is not { } watching)
            return;
        lock (watching._gate)
            watching._keys.Add(key);
    }
}
