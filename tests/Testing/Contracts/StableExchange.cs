using System.Text.Json;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace AutopilotReset.Testing.Contracts;

/// <summary>Checks a v1.0 exchange against Microsoft's schema: address, request body and answer.</summary>
public sealed class StableExchange(GraphSchema schema)
{
    private readonly JsonByType _types = new(schema);

    /// <summary>Everything wrong with the exchange.</summary>
    public IReadOnlyList<string> Faults(RecordedExchange exchange)
    {
        ODataPath path;
        try
        {
            path = schema.Parse(exchange.Path, exchange.Status < 400 ? exchange.Query : "");
        }
        catch (ODataException e)
        {
            // What the tenant refused may be as wrong as the refusal says.
            return exchange.Status is 400 or 404 ? ErrorShape.Faults(exchange) : [$"address: {e.Message}"];
        }
        if (exchange.Status >= 400) return [.. ErrorShape.Faults(exchange), .. RequestFaults(exchange, path)];
        return [.. RequestFaults(exchange, path), .. AnswerFaults(exchange, path)];
    }

    private IEnumerable<string> RequestFaults(RecordedExchange exchange, ODataPath path)
    {
        if (string.IsNullOrEmpty(exchange.RequestBody)) return [];
        using var body = JsonDocument.Parse(exchange.RequestBody);
        if (path.LastSegment is not OperationSegment action) return ["request: a body where the schema declares no action"];
        var parameters = action.Operations.Single().Parameters.Skip(1).ToDictionary(p => p.Name, p => p.Type, StringComparer.Ordinal);
        return [.. body.RootElement.EnumerateObject().SelectMany(p => parameters.TryGetValue(p.Name, out var type)
            ? _types.Value(p.Value, type, $"request.{p.Name}")
            : [$"request.{p.Name}: no parameter of {action.Operations.Single().Name}"])];
    }

    private IEnumerable<string> AnswerFaults(RecordedExchange exchange, ODataPath path)
    {
        if (exchange.Status == 204) return exchange.ResponseBody is null ? [] : ["answer: 204 with a body"];
        if (exchange.ResponseBody is null) return [$"answer: {exchange.Status} without a body"];
        using var body = JsonDocument.Parse(exchange.ResponseBody);
        var type = path.LastSegment.EdmType;
        return type switch
        {
            IEdmCollectionType collection => [.. Page(body.RootElement, collection.ElementType)],
            IEdmStructuredType structured => [.. _types.Structured(body.RootElement, structured, "answer")],
            _ => [$"answer: {path.LastSegment.GetType().Name} has no type to compare with"],
        };
    }

    private IEnumerable<string> Page(JsonElement page, IEdmTypeReference element)
    {
        if (page.ValueKind != JsonValueKind.Object || !page.TryGetProperty("value", out var items)) return ["answer: no value"];
        var strange = page.EnumerateObject().Where(p => p.Name != "value" && !p.Name.StartsWith("@odata.", StringComparison.Ordinal)).Select(p => $"answer.{p.Name}: not part of a page");
        return strange.Concat(items.EnumerateArray().SelectMany((item, i) => _types.Value(item, element, $"answer[{i}]")));
    }
}
