using System.Text.Json.Serialization;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Graph;

/// <summary>A device as Intune's list shows it: a hint, never evidence (design.md, Sending).</summary>
/// <param name="ManagedDeviceId">Lower case.</param>
/// <param name="UserId">The enrolling user's (graph.md §4); empty where there is none.</param>
/// <param name="ActionResults">Empty where the list does not carry them.</param>
public sealed record ListedDevice(
    string ManagedDeviceId, DateTimeOffset? LastCheckIn, DateTimeOffset? EnrolledAt, string? ManagementState, string UserId, IReadOnlyList<ActionResult> ActionResults);

/// <summary>A page of the list as Graph writes it.</summary>
internal sealed record ListedPage(
    [property: JsonPropertyName("value")] IReadOnlyList<ListedRecord>? Value,
    [property: JsonPropertyName("@odata.nextLink")] string? NextLink);

internal sealed record ListedRecord(
    string? Id, DateTimeOffset? LastSyncDateTime, DateTimeOffset? EnrolledDateTime, string? ManagementState, string? UserId, IReadOnlyList<ListedAction>? DeviceActionResults)
{
    public ListedDevice? Device => LiveFields.Id(Id) is { } id
        ? new(id, LiveFields.Instant(LastSyncDateTime), LiveFields.Instant(EnrolledDateTime), ManagementState, LiveFields.Id(UserId) ?? "", [.. (DeviceActionResults ?? []).Select(a => a.Result)])
        : null;
}

internal sealed record ListedAction(string? ActionName, string? ActionState, DateTimeOffset? StartDateTime, DateTimeOffset? LastUpdatedDateTime)
{
    public ActionResult Result => new(ActionName ?? "", ActionState ?? "none", LiveFields.Instant(StartDateTime), LiveFields.Instant(LastUpdatedDateTime));
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ListedPage))]
internal sealed partial class ListedJson : JsonSerializerContext;
