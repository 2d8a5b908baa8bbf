using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>Somebody who may use this console, as seen at the last sign-in: their devices are protected by default (rules.md).</summary>
public sealed class KnownAdmin
{
    public required string Tenant { get; init; }

    /// <summary>Entra object id in this tenant, lower-case.</summary>
    public required string ObjectId { get; init; }

    public required string Name { get; set; }
    public required string UserPrincipalName { get; set; }
    public AccessLevel Level { get; set; }
    public DateTimeOffset LastSeen { get; set; }
}
