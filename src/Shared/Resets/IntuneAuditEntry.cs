namespace AutopilotReset.Shared.Resets;

/// <summary>One entry of Intune's own audit about a device (<c>deviceManagement/auditEvents</c>, graph.md §11).</summary>
/// <param name="Id">Intune's id of the entry, lower-case.</param>
/// <param name="At"><c>activityDateTime</c>, by Intune's clock.</param>
/// <param name="ActivityType">As Intune writes it, such as <c>wipe ManagedDevice</c>.</param>
/// <param name="Result"><c>activityResult</c>, such as <c>Success</c>.</param>
/// <param name="ActorId">Entra object id of the person; <c>null</c> for an application.</param>
/// <param name="ActorName">User principal name, or the application's name.</param>
/// <param name="ApplicationId">The application through which it was done, lower-case.</param>
/// <param name="ManagedDeviceId"><c>resourceId</c>, lower-case.</param>
public sealed record IntuneAuditEntry(
    string Id, DateTimeOffset At, string ActivityType, string? Result, string? ActorId, string? ActorName, string? ApplicationId, string ManagedDeviceId);
