using System.Globalization;

namespace AutopilotReset.Benchmarks;

/// <summary><c>NAME [--key value]…</c></summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = [];

    public Options(IReadOnlyList<string> arguments)
    {
        Name = arguments.Count > 0 ? arguments[0] : "";
        for (var i = 1; i + 1 < arguments.Count; i += 2)
            _values[arguments[i].TrimStart('-')] = arguments[i + 1];
    }

    public string Name { get; }

    public int Number(string key, int otherwise) => _values.TryGetValue(key, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string Text(string key, string otherwise) => _values.GetValueOrDefault(key, otherwise);
}
