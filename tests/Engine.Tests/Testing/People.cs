using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>Admins of the tests.</summary>
internal static class People
{
    public static Admin Operator { get; } = Named("olga", AccessLevel.Operator);

    public static Admin Auditor { get; } = Named("aude", AccessLevel.Auditor);

    /// <summary>Object id and name follow from the given name, so that two calls give the same person.</summary>
    public static Admin Named(string name, AccessLevel level)
    {
        var id = $"{name}-oid";
        return new(id, TestDatabase.Tenant, id, TestDatabase.Tenant, name, $"{name}@contoso.example", level);
    }

    public static Account Account(this Admin admin) => Engine.Identity.Account.Of(admin);
}
