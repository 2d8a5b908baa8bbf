using System.Text;

namespace AutopilotReset.Testing.Contracts;

/// <summary>
/// Checks exchanges between the product and the practice tenant: types against Microsoft's v1.0 schema, paths against the OpenAPI, beta calls against
/// hand-written expectations. Counts what each route checked, so that a route with none is seen.
/// </summary>
public sealed class ContractValidation
{
    private readonly StableExchange _stable;
    private readonly BetaExpectations _beta;
    private readonly OpenApiPaths _openApi;
    private readonly SortedDictionary<string, (int Checked, int ByOpenApi)> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    private ContractValidation(GraphSchema schema, OpenApiPaths openApi)
    {
        _stable = new StableExchange(schema);
        _beta = new BetaExpectations(schema);
        _openApi = openApi;
    }

    /// <summary>Loads the schema; the first time takes seconds.</summary>
    public static ContractValidation Load(ContractFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new ContractValidation(GraphSchema.Load(files.Csdl), OpenApiPaths.Load(files.OpenApi));
    }

    /// <summary>Every fault, with the exchange it is in.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Checks exchanges. Those whose answer a test spoiled on purpose count only by their request's address.</summary>
    public void Check(IEnumerable<RecordedExchange> exchanges)
    {
        ArgumentNullException.ThrowIfNull(exchanges);
        foreach (var exchange in exchanges) Check(exchange);
    }

    private void Check(RecordedExchange exchange)
    {
        if (exchange.Injected || exchange.Path == "/$batch") return;
        var byOpenApi = exchange.Version == "v1.0" && _openApi.Knows(exchange);
        List<string> faults = exchange.Version == "beta" ? [.. _beta.Faults(exchange)] : [.. _stable.Faults(exchange)];
        if (byOpenApi) faults.AddRange(_openApi.Faults(exchange));
        _faults.AddRange(faults.Select(f => $"{exchange.Name} → {exchange.Status}: {f}"));
        if (exchange.Status >= 400) return;
        var route = exchange.Route ?? "(no route)";
        var (total, open) = _counts.GetValueOrDefault(route);
        _counts[route] = (total + 1, open + (byOpenApi ? 1 : 0));
    }

    /// <summary>Routes of <paramref name="expected"/> of which no successful exchange was checked.</summary>
    public IReadOnlyList<string> Unchecked(IEnumerable<string> expected) => [.. expected.Where(r => !_counts.ContainsKey(r)).Order(StringComparer.Ordinal)];

    /// <summary>How many exchanges each route checked, then the faults.</summary>
    public string Report(IEnumerable<string> expected)
    {
        var text = new StringBuilder();
        foreach (var (route, (total, open)) in _counts) text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{total,6} {route}{(open > 0 ? $" ({open} by OpenAPI)" : "")}");
        foreach (var route in Unchecked(expected)) text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  NONE {route}");
        foreach (var fault in _faults.Take(50)) text.AppendLine(fault);
        if (_faults.Count > 50) text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"… and {_faults.Count - 50} more faults");
        return text.ToString();
    }
}
