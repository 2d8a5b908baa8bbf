using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace AutopilotReset.Tests.Architecture;

/// <summary>The compiled product: which type uses which, method bodies, async methods and lambdas included.</summary>
internal static class CodeBase
{
    public const string Engine = "AutopilotReset.Engine";
    public const string Shared = "AutopilotReset.Shared";
    public const string Simulator = "AutopilotReset.Simulator";
    public const string Web = "AutopilotReset.Web";

    private static readonly Lazy<ILookup<string, Use>> Loaded = new(Load);

    /// <summary>Every use that the types of one assembly make of another type, once.</summary>
    public static IReadOnlyList<Use> UsesIn(string assembly)
    {
        var uses = Loaded.Value[assembly].ToList();
        Assert.True(uses.Count > 0, $"{assembly} has no types: the check would be empty.");
        return uses;
    }

    private static ILookup<string, Use> Load()
    {
        Assembly[] assemblies = [Assembly.Load(Shared), Assembly.Load(Engine), Assembly.Load(Web), Assembly.Load(Simulator), typeof(CodeBase).Assembly];
        var architecture = new ArchLoader().LoadAssemblies(assemblies).Build();
        return architecture.Types
            .SelectMany(from => from.Dependencies.Select(d => (Assembly: from.Assembly.Name.Split(',')[0], Use: new Use(from.FullName, d.Target.FullName))))
            .Distinct()
            .ToLookup(x => x.Assembly, x => x.Use);
    }
}

/// <summary>One type uses another; both by full name.</summary>
internal sealed record Use(string From, string To)
{
    /// <summary><c>true</c> when the name lies in the namespace or below it.</summary>
    public static bool Within(string fullName, string @namespace) => fullName.StartsWith(@namespace + ".", StringComparison.Ordinal);

    public override string ToString() => $"{From} uses {To}";
}
