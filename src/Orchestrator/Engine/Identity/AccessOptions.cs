using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Identity;

/// <summary>Section <c>Access</c>: who besides Intune Service Administrators may enter. Values are role <em>template</em> ids, the same in every tenant.</summary>
public sealed class AccessOptions
{
    /// <summary>Intune Service Administrator (graph.md §8).</summary>
    public const string IntuneAdministrator = "3a2c62db-5318-420d-8d74-23affee5d9d5";

    /// <summary>Further roles that may send.</summary>
    public IReadOnlyList<string> AdditionalRoles { get; set; } = [];

    /// <summary>Roles that may look, and change nothing.</summary>
    public IReadOnlyList<string> AuditorRoles { get; set; } = [];

    /// <summary>The highest level that any of the roles gives.</summary>
    public AccessLevel LevelOf(IEnumerable<string> roleTemplateIds)
    {
        var held = roleTemplateIds.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (held.Contains(IntuneAdministrator) || AdditionalRoles.Any(held.Contains))
            return AccessLevel.Operator;
        return AuditorRoles.Any(held.Contains) ? AccessLevel.Auditor : AccessLevel.None;
    }
}
