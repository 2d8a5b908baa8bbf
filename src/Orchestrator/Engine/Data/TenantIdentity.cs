namespace AutopilotReset.Engine.Data;

/// <summary>Which tenant this deployment serves; every queueing and auditing row carries it.</summary>
/// <param name="TenantId">Entra tenant id, lower-case.</param>
/// <param name="Cloud">Name of the Microsoft cloud.</param>
public sealed record TenantIdentity(string TenantId, string Cloud);
