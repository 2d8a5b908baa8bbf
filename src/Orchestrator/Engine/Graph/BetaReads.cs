using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions.Serialization;

namespace AutopilotReset.Engine.Graph;

/// <summary>The few facts that only beta has (graph.md §3).</summary>
internal sealed record BetaRecord(string? JoinType, string? SkuFamily, int? SkuNumber, bool? AutopilotEnrolled);

internal static class BetaReads
{
    /// <summary><c>null</c> when beta does not offer it here (400, 403, 404); any other failure is thrown.</summary>
    public static async Task<BetaRecord?> RecordAsync(GraphServiceClient graph, Uri beta, string managedDeviceId, CancellationToken stop)
    {
        var address = new Uri(beta, $"deviceManagement/managedDevices/{Uri.EscapeDataString(managedDeviceId)}?$select=id,joinType,skuFamily,skuNumber,autopilotEnrolled");
        try
        {
            var record = await PlainReads.SendAsync(graph, address, ManagedDevice.CreateFromDiscriminatorValue, stop);
            return record is null ? null : new BetaRecord(Text(record, "joinType"), Text(record, "skuFamily"), Number(record, "skuNumber"), Flag(record, "autopilotEnrolled"));
        }
        catch (ODataError error) when (error.ResponseStatusCode is 400 or 403 or 404)
        {
            return null;
        }
    }

    /// <summary>
    /// Who signed in last, from <c>usersLoggedOn</c> (graph.md §3); <c>null</c> when beta does not offer it here or names nobody.
    /// </summary>
    public static async Task<(string UserId, DateTimeOffset At)?> LastLogOnAsync(GraphServiceClient graph, Uri beta, string managedDeviceId, CancellationToken stop)
    {
        var address = new Uri(beta, $"deviceManagement/managedDevices/{Uri.EscapeDataString(managedDeviceId)}?$select=id,usersLoggedOn");
        try
        {
            var record = await PlainReads.SendAsync(graph, address, ManagedDevice.CreateFromDiscriminatorValue, stop);
            return Value(record, "usersLoggedOn") is UntypedArray users
                ? users.GetValue().OfType<UntypedObject>().Select(LogOn).Where(l => l is not null).MaxBy(l => l!.Value.At)
                : null;
        }
        catch (ODataError error) when (error.ResponseStatusCode is 400 or 403 or 404)
        {
            return null;
        }
    }

    /// <summary>A property that the v1.0 type does not declare.</summary>
    public static object? Value(IAdditionalDataHolder? holder, string name) =>
        holder is not null && holder.AdditionalData.TryGetValue(name, out var value) ? value : null;

    private static (string UserId, DateTimeOffset At)? LogOn(UntypedObject user) =>
        user.GetValue().TryGetValue("userId", out var id) && user.GetValue().TryGetValue("lastLogOnDateTime", out var at)
        && id is UntypedString userId && at is UntypedString text
        && DateTimeOffset.TryParse(text.GetValue(), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant)
        && LiveFields.Id(userId.GetValue()) is { } lower && LiveFields.Instant(instant) is { } known
            ? (lower, known)
            : null;

    private static string? Text(IAdditionalDataHolder holder, string name) => Value(holder, name)?.ToString();

    private static int? Number(IAdditionalDataHolder holder, string name) =>
        Value(holder, name) is { } value && int.TryParse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? Flag(IAdditionalDataHolder holder, string name) => Value(holder, name) as bool?;
}
