namespace AutopilotReset.Simulator.Control;

/// <summary>One request that the tenant received, and its answer. Secrets are left out.</summary>
public sealed record LoggedRequest
{
    /// <summary>Place in the log, from 1.</summary>
    public long Number { get; init; }
    public DateTimeOffset Time { get; init; }
    public required string Method { get; init; }
    public required string Host { get; init; }
    public required string Path { get; init; }
    public string Query { get; init; } = "";
    /// <summary>The route it was answered by, such as <c>POST v1.0 /deviceManagement/managedDevices/{id}/wipe</c>; null if none.</summary>
    public string? Route { get; init; }
    /// <summary>Request headers that matter to Graph.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    /// <summary>The request's body, at most 8,192 characters.</summary>
    public string? Body { get; init; }
    /// <summary>The status answered; 0 where the connection was cut.</summary>
    public int Status { get; init; }
    /// <summary>Object id in the caller's token; null without one.</summary>
    public string? ObjectId { get; init; }
    /// <summary>Application id in the caller's token; null without one.</summary>
    public string? AppId { get; init; }
    /// <summary>The caller's persona; null for the application itself.</summary>
    public string? Persona { get; init; }
    /// <summary>True for a request inside a <c>$batch</c>.</summary>
    public bool InBatch { get; init; }
    /// <summary>Why Entra refused, in its words; null where it did not.</summary>
    public string? Refusal { get; init; }
    /// <summary>The fault that was injected; null for none.</summary>
    public string? Fault { get; init; }
}

/// <summary>Every request received, in order. The oldest go once there are more than <see cref="Capacity"/>.</summary>
public sealed class RequestLog
{
    /// <summary>How many requests are kept.</summary>
    public const int Capacity = 500_000;

    private readonly Lock _gate = new();
    private readonly Queue<LoggedRequest> _entries = new();
    private long _number;

    /// <summary>A copy of what is kept, oldest first.</summary>
    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_gate) return [.. _entries];
        }
    }

    /// <summary>How many requests ever came, the forgotten ones included.</summary>
    public long Count
    {
        get
        {
            lock (_gate) return _number;
        }
    }

    internal void Add(LoggedRequest entry)
    {
        lock (_gate)
        {
            _entries.Enqueue(entry with { Number = ++_number });
            if (_entries.Count > Capacity) _entries.Dequeue();
        }
    }
}
