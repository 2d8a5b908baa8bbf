namespace AutopilotReset.Tests.Architecture;

/// <summary>Breaks every layer on purpose, where breaches hide best. If these are not found, the other checks prove nothing.</summary>
internal static class Canary
{
    /// <summary>In an async body, after an await.</summary>
    public static async Task<string?> InAsyncAsync()
    {
        await Task.Yield();
        return new Microsoft.Graph.Models.Device().Id;
    }

    /// <summary>In a lambda that captures.</summary>
    public static Func<string> InLambda(string name) => () => new Microsoft.EntityFrameworkCore.DbContextOptionsBuilder().ToString() + name;

    /// <summary>In an iterator.</summary>
    public static IEnumerable<object> InIterator()
    {
        yield return AutopilotReset.Shared.Resets.Transitions.Next(default, default, default)!;
    }
}
