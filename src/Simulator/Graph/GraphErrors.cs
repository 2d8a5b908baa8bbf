using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutopilotReset.Simulator.Graph;

/// <summary>Error bodies: the directory's plain one, and Intune's, whose message is a JSON string of its own (graph.md §12).</summary>
internal static class GraphErrors
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static GraphAnswer Plain(GraphCall call, int status, string code, string message) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(Body(call, code, message)), "application/json");

    public static GraphAnswer Intune(GraphCall call, int status, string code, string message) => Plain(call, status, code, IntuneMessage(call, message));

    /// <summary>The usual body of a route's service.</summary>
    public static GraphAnswer Usual(GraphCall call, int status, string code, string message) =>
        call.Route?.Service is GraphServiceKind.IntuneDevices or GraphServiceKind.IntuneEnrollment or GraphServiceKind.IntuneAuditing || call.Path.StartsWith("/deviceManagement", StringComparison.OrdinalIgnoreCase)
            ? Intune(call, status, code, message)
            : Plain(call, status, code, message);

    public static GraphAnswer NotFound(GraphCall call, string what) =>
        call.Path.StartsWith("/deviceManagement", StringComparison.OrdinalIgnoreCase)
            ? Intune(call, 404, "ResourceNotFound", $"{what} was not found.")
            : Plain(call, 404, "Request_ResourceNotFound", $"Resource '{what}' does not exist or one of its queried reference-property objects are not present.");

    public static string CodeFor(int status) => status switch
    {
        400 => "BadRequest",
        401 => "InvalidAuthenticationToken",
        403 => "Forbidden",
        404 => "ResourceNotFound",
        409 => "Conflict",
        412 => "PreconditionFailed",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        507 => "InsufficientStorage",
        _ => "UnknownError",
    };

    private static JsonObject Body(GraphCall call, string code, string message) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = message,
            ["innerError"] = new JsonObject
            {
                ["date"] = call.Now.UtcDateTime.ToString("s", System.Globalization.CultureInfo.InvariantCulture),
                ["request-id"] = call.RequestId,
                ["client-request-id"] = call.Header("client-request-id") ?? call.RequestId,
            },
        },
    };

    private static string IntuneMessage(GraphCall call, string message) => new JsonObject
    {
        ["_version"] = 3,
        ["Message"] = $"{message} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: {call.RequestId} - Url: https://fef.msub02.manage.microsoft.com/DeviceFE/StatelessDeviceFEService{call.Path}?api-version=2025-01-01",
        ["CustomApiErrorPhrase"] = "",
        ["RetryAfter"] = null,
        ["ErrorSourceService"] = "",
        ["HttpHeaders"] = "{}",
    }.ToJsonString(_indented);
}
