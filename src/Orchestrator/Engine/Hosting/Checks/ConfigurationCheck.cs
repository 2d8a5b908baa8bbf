using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary>Reads the whole configuration before anything starts, and names every mistake at once with its key.</summary>
public static class ConfigurationCheck
{
    private static readonly IReadOnlyList<Action<IConfiguration, Mistakes>> Checks =
        [EntraChecks.Check, GraphChecks.Check, AccessChecks.Check, StorageChecks.Check, EngineChecks.Check, AuthorityChecks.Check, OptionsChecks.Check, TelemetryChecks.Check];

    /// <param name="configuration">All of it.</param>
    /// <param name="more">What only this program has.</param>
    /// <returns>One line for each mistake, beginning with its key; empty: none.</returns>
    public static IReadOnlyList<string> Of(IConfiguration configuration, params IEnumerable<Action<IConfiguration, Mistakes>> more)
    {
        var mistakes = new Mistakes();
        foreach (var check in Checks.Concat(more))
            check(configuration, mistakes);
        return mistakes.Lines;
    }
}

/// <summary>Collects mistakes.</summary>
public sealed class Mistakes
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string key, string problem) => _lines.Add($"{key}: {problem}");

    /// <summary>A line that begins with its key already.</summary>
    public void Add(string line) => _lines.Add(line);

    /// <summary>A GUID that must be there.</summary>
    public void NeedGuid(IConfiguration configuration, string key, string what)
    {
        var value = configuration[key];
        if (string.IsNullOrWhiteSpace(value))
            Add(key, $"missing; it must be {what}.");
        else if (!Guid.TryParse(value, out var id) || id == Guid.Empty)
            Add(key, $"\"{value}\" is not a GUID; it must be {what}.");
    }

    public void NeedBoolean(IConfiguration configuration, string key)
    {
        if (configuration[key] is { } value && !bool.TryParse(value, out _))
            Add(key, $"\"{value}\" is neither true nor false.");
    }
}
