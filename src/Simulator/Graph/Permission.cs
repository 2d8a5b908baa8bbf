namespace AutopilotReset.Simulator.Graph;

/// <summary>Scopes and roles, route by route (graph.md §8).</summary>
internal static class Permission
{
    public static GraphAnswer? Refusal(GraphCall call, Route route)
    {
        var caller = call.Caller!;
        var wanted = caller.IsApplication ? route.Access.Application : route.Access.Delegated;
        if (wanted.Count == 0 && caller.IsApplication) return Denied(call, route, "This operation is not supported with application permissions.");
        if (wanted.Count > 0 && !wanted.Any(caller.Permissions.Contains))
            return Denied(call, route, $"Application is not authorized to perform this operation. Application must have one of the following scopes: {string.Join(", ", wanted)}");
        if (!caller.IsApplication && route.Access.Roles.Count > 0 && !route.Access.Roles.Any(r => caller.Persona!.HasAny(r)))
            return Denied(call, route, "User is not authorized to perform this operation");
        return null;
    }

    private static GraphAnswer Denied(GraphCall call, Route route, string intuneSays) => route.Service == GraphServiceKind.Directory
        ? GraphErrors.Plain(call, 403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
        : GraphErrors.Intune(call, 403, "Forbidden", intuneSays);
}
