using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary>Section <c>Access</c>: role template ids.</summary>
internal static class AccessChecks
{
    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        foreach (var list in new[] { "Access:AdditionalRoles", "Access:AuditorRoles" })
        {
            var section = configuration.GetSection(list);
            if (section.Value is { Length: > 0 })
                mistakes.Add(list, $"is a list; write {list}:0, {list}:1 and so on.");
            foreach (var role in section.GetChildren().Where(r => !Guid.TryParse(r.Value, out var id) || id == Guid.Empty))
                mistakes.Add(role.Path, $"\"{role.Value}\" is not a role template id (a GUID, the same in every tenant).");
        }
    }
}
