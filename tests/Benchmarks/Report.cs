using System.Globalization;
using System.Text.Json;

namespace AutopilotReset.Benchmarks;

/// <summary>The last line of a benchmark: one JSON object, and an exit code that is 1 where the bound is missed.</summary>
internal sealed record Report(string Name, double Value, string Unit, double Bound, bool Holds, IReadOnlyDictionary<string, object> Details)
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    public int Write()
    {
        System.Console.WriteLine(JsonSerializer.Serialize(this with { Value = Math.Round(Value, 3) }, Camel));
        return Holds ? 0 : 1;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
