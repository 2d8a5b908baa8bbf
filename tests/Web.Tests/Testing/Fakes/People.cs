namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal static class People
{
    public const string Tenant = "5e1f7a10-9c9d-4a52-8a1e-0b7a3f4f2c11";

    public static Admin Operator { get; } = new("0f0e", Tenant, "1a2b3c4d-0000-4000-8000-00000000000a", Tenant, "Ines Varga", "ines.varga@contoso.example", AccessLevel.Operator);

    public static Admin Auditor { get; } = new("0f0f", Tenant, "1a2b3c4d-0000-4000-8000-00000000000b", Tenant, "Tom Okafor", "tom.okafor@contoso.example", AccessLevel.Auditor);

    public static Person User(int n) => new($"9000{n:x4}-0000-4000-8000-000000000000", $"{Names[n % Names.Length].ToLowerInvariant()}{n}@contoso.example", $"{Names[n % Names.Length]} {n}");

    private static readonly string[] Names = ["Amira", "Ben", "Chidi", "Dana", "Elif", "Fynn", "Greta", "Hugo", "Isa", "Jonas", "Kaja", "Leo"];
}
