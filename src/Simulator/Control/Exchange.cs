using System.Text;
using System.Text.Json;

namespace AutopilotReset.Simulator.Control;

/// <summary>A request to Graph with its whole answer, for checking against Microsoft's schema.</summary>
public sealed record Exchange(
    DateTimeOffset Time, string Method, string Host, string Version, string Path, string Query, string? Route,
    string? RequestBody, int Status, string? ResponseBody, bool InBatch, bool Injected);

/// <summary>Keeps exchanges: in memory, as JSON lines, or not at all.</summary>
public sealed class ExchangeRecorder : IDisposable
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private readonly Lock _gate = new();
    private readonly List<Exchange>? _kept;
    private readonly StreamWriter? _file;

    internal ExchangeRecorder(string? folder, bool keep)
    {
        _kept = keep ? [] : null;
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        _file = new StreamWriter(Path.Combine(folder, "exchanges.jsonl"), append: true, new UTF8Encoding(false)) { AutoFlush = true };
    }

    /// <summary>What was kept in memory.</summary>
    public IReadOnlyList<Exchange> Kept
    {
        get
        {
            lock (_gate) return _kept is null ? [] : [.. _kept];
        }
    }

    internal bool Wanted => _kept is not null || _file is not null;

    internal void Add(Exchange exchange)
    {
        lock (_gate)
        {
            _kept?.Add(exchange);
            _file?.WriteLine(JsonSerializer.Serialize(exchange, _json));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
