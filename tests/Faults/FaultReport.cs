using System.Text.Json;
using AutopilotReset.Testing.Sending;

namespace AutopilotReset.Faults;

/// <summary>How much of a fault is injected.</summary>
internal enum Size
{
    /// <summary>Seconds: what every test run does.</summary>
    Test,

    /// <summary>A minute or two: <c>--quick</c>.</summary>
    Quick,

    /// <summary>The figures of the list of faults.</summary>
    Full,
}

/// <summary>One line about one fault.</summary>
/// <param name="Fault">Number in the list.</param>
/// <param name="Injected">What was done.</param>
/// <param name="Times">How often.</param>
/// <param name="Counted">What the practice tenant counted.</param>
/// <param name="Holds">Nothing that must hold was broken.</param>
/// <param name="Details">Sizes, factors, what was found, and every broken promise in words.</param>
internal sealed record FaultReport(
    string Fault, string Injected, int Times, IReadOnlyDictionary<string, object> Counted, bool Holds, IReadOnlyDictionary<string, object> Details)
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <param name="broken">What the fault itself demands beyond the oracle's promises, where it was broken.</param>
    public static FaultReport Of(string fault, string injected, int times, SendVerdict verdict, IEnumerable<string> broken, params (string Name, object Value)[] details)
    {
        List<string> all = [.. verdict.Broken, .. broken];
        return new(
            fault, injected, times,
            new Dictionary<string, object> { ["posts"] = verdict.Posts, ["accepted"] = verdict.Accepted, ["mostInWindow"] = verdict.MostInWindow },
            all.Count == 0,
            new Dictionary<string, object>(details.ToDictionary(d => d.Name, d => d.Value))
            {
                ["states"] = verdict.States.ToDictionary(s => s.Key.ToString(), s => s.Value),
                ["broken"] = all.Count,
                ["first"] = all.Take(5).ToList(),
            });
    }

    public string ToJson() => JsonSerializer.Serialize(this, Camel);
}
