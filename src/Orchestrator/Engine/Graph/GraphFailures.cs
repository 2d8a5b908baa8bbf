using Microsoft.Graph.Models.ODataErrors;

namespace AutopilotReset.Engine.Graph;

/// <summary>What an exception of a Graph call means, without showing the SDK's types to the caller.</summary>
public static class GraphFailures
{
    /// <summary>HTTP status of the failure, if Graph answered.</summary>
    public static int? Status(Exception failure) => Answered(failure)?.ResponseStatusCode;

    /// <summary>A sentence when the failure says that a session, scope or role is missing (401, 403); <c>null</c> otherwise.</summary>
    public static string? MissingAuthority(Exception failure) => Status(failure) switch
    {
        401 => $"Entra asks to sign in again. {Sentence(failure)}",
        403 => $"A scope or a role is missing. {Sentence(failure)}",
        _ => null,
    };

    /// <summary>What Graph said, or the exception's own words.</summary>
    public static string Sentence(Exception failure) => Answered(failure) is { } answered
        ? $"Graph answered {answered.ResponseStatusCode} {answered.Error?.Code}: {GraphErrors.Read($"{{\"error\":{{\"message\":{System.Text.Json.JsonSerializer.Serialize(answered.Error?.Message ?? answered.Message)}}}}}").Sentence}"
        : failure.Message;

    /// <summary>The SDK wraps exhausted retries (graph.md §13).</summary>
    private static ODataError? Answered(Exception failure) => failure switch
    {
        ODataError error => error,
        AggregateException { InnerException: { } inner } => Answered(inner),
        _ => null,
    };
}
