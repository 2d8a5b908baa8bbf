namespace AutopilotReset.Engine.Data;

/// <summary>What reading a request of Intune's Multi Admin Approval showed; kept as it was when it last changed.</summary>
/// <param name="ReadAt">When that was.</param>
/// <param name="Problem">Why it could not be read, or was not found; <c>null</c> when it was.</param>
/// <param name="Missing">A permission is missing: it will not get better by itself.</param>
/// <param name="Status">Intune's word: <c>needsApproval</c>, <c>approved</c> and so on.</param>
/// <param name="ExpiresAt">As Intune says, never computed.</param>
/// <param name="DecidedBy">Who approved or rejected.</param>
/// <param name="Note">What they wrote.</param>
public sealed record TenantApprovalReading(
    DateTimeOffset ReadAt, string? Problem, bool Missing = false, string? Status = null, DateTimeOffset? RequestedAt = null, DateTimeOffset? ExpiresAt = null, string? DecidedBy = null, string? Note = null);
