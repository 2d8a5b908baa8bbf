using AutopilotReset.Shared.Audit;
using System.Text.Json;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>The guards' numbers, or one of the rows they come from, cannot be read or used: nothing is sent (invariant 8).</summary>
internal sealed class GuardsUnreadableException(string message, Exception? inner = null) : FormatException(message, inner);

/// <summary>The changed numbers as they stand in their row. What cannot be read whole is not read at all.</summary>
internal static class FrozenNumbers
{
    /// <summary>Nobody changed any.</summary>
    public const string None = "{}";

    public static string Write(IReadOnlyDictionary<GuardNumber, int> changed) =>
        JsonSerializer.Serialize(changed.OrderBy(c => c.Key).ToDictionary(c => c.Key.ToString(), c => c.Value), FrozenJson.Strict);

    /// <exception cref="GuardsUnreadableException">There is none, it is damaged, or names a number that this version does not know.</exception>
    public static Dictionary<GuardNumber, int> Read(string? text)
    {
        if (text is null)
            throw new GuardsUnreadableException("the guards' numbers have no row. Restart the console.");
        try
        {
            var stored = JsonSerializer.Deserialize<Dictionary<string, int>>(text, FrozenJson.Strict) ?? throw new GuardsUnreadableException("the guards' numbers are empty.");
            return stored.ToDictionary(s => Number(s.Key), s => s.Value);
        }
        catch (JsonException e)
        {
            throw new GuardsUnreadableException($"the guards' numbers are damaged: {e.Message}", e);
        }
    }

    /// <summary>What holds: the configuration's, and over them what was changed here.</summary>
    /// <exception cref="GuardsUnreadableException">What was changed cannot be read, is out of its range, or does not go with what is configured.</exception>
    public static GuardNumbers Over(GuardNumbers configured, string? text)
    {
        if (text == None)
            return configured;
        var present = Read(text).Aggregate(configured, (numbers, changed) => numbers.With(changed.Key, changed.Value));
        return present.Mistakes() is { Count: > 0 } mistakes
            ? throw new GuardsUnreadableException($"the guards' numbers cannot be used: {string.Join(' ', mistakes)}")
            : present;
    }

    private static GuardNumber Number(string name) => Enum.TryParse<GuardNumber>(name, out var number) && number.ToString() == name
        ? number
        : throw new GuardsUnreadableException($"there is no number \"{OneLine.Of(name, 60)}\" of the guards here. A newer version may have written it.");
}
