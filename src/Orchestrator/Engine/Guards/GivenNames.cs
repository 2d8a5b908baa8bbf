using AutopilotReset.Engine.Audit;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>A name that a person gives to something that others see.</summary>
internal static class GivenNames
{
    private const int Longest = 80;

    /// <summary>The name as it is kept, or why it is none.</summary>
    public static Outcome<string> Take(string? name)
    {
        var taken = (name ?? "").Trim();
        if (taken.Length is 0 or > Longest)
            return new Refused("name-invalid", $"A name has 1 to {Longest} characters; this one has {taken.Length}.");
        return PlainText.Line(taken) == taken ? taken : new Refused("name-invalid", "The name holds a character that cannot be seen.");
    }

    /// <summary>By which names are compared: without their case.</summary>
    public static string Key(string name) => name.Normalize().ToUpperInvariant();
}
