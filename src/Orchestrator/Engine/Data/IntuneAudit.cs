using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Data;

/// <summary>What reading Intune's audit for one attempt showed.</summary>
/// <param name="ReadAt">When it was read or tried.</param>
/// <param name="Problem">Why it could not be read; <c>null</c> when it was.</param>
/// <param name="Entries">Entries about the device from shortly before the attempt on, oldest first.</param>
public sealed record IntuneAuditReading(DateTimeOffset ReadAt, string? Problem, IReadOnlyList<IntuneAuditEntry> Entries);
