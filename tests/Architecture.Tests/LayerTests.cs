using System.Reflection;

namespace AutopilotReset.Tests.Architecture;

/// <summary>The arrows of design.md, "Layout".</summary>
public class LayerTests
{
    private static readonly string[] GraphSdk = ["Microsoft.Graph", "Microsoft.Kiota"];

    [Fact]
    public void Shared_Assembly_UsesNothingButTheRuntime() =>
        Assert.All(Assembly.Load(CodeBase.Shared).GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void Engine_GraphSdk_StaysAtTheGraphBorder()
    {
        var uses = CodeBase.UsesIn(CodeBase.Engine).Where(u => GraphSdk.Any(sdk => Use.Within(u.To, sdk))).ToList();
        Assert.Contains(uses, u => Use.Within(u.From, $"{CodeBase.Engine}.Graph"));
        None.Of(uses.Where(u => !Use.Within(u.From, $"{CodeBase.Engine}.Graph")), "Graph SDK types stay in Engine/Graph:");
    }

    [Fact]
    public void Web_GraphSdk_IsOutOfSight() =>
        None.Of(CodeBase.UsesIn(CodeBase.Web).Where(u => GraphSdk.Any(sdk => Use.Within(u.To, sdk))), "Web does not see the Graph SDK:");

    [Fact]
    public void Web_Database_IsOutOfSight() =>
        None.Of(
            CodeBase.UsesIn(CodeBase.Web).Where(u => Use.Within(u.To, "Microsoft.EntityFrameworkCore")
                || (Use.Within(u.To, $"{CodeBase.Engine}.Data") && u.To.Contains("DbContext", StringComparison.Ordinal))),
            "Web does not see the database:");

    [Theory]
    [InlineData(CodeBase.Shared)]
    [InlineData(CodeBase.Engine)]
    [InlineData(CodeBase.Web)]
    public void Product_Simulator_IsUnknown(string assembly)
    {
        Assert.DoesNotContain(Assembly.Load(assembly).GetReferencedAssemblies(), a => a.Name == CodeBase.Simulator);
        if (assembly != CodeBase.Shared)
            None.Of(CodeBase.UsesIn(assembly).Where(u => Use.Within(u.To, CodeBase.Simulator)), "The product does not know the simulator:");
    }

    [Theory]
    [InlineData(CodeBase.Shared)]
    [InlineData(CodeBase.Engine)]
    [InlineData(CodeBase.Web)]
    public void Simulator_Product_IsNotLinked(string assembly) =>
        Assert.DoesNotContain(Assembly.Load(CodeBase.Simulator).GetReferencedAssemblies(), a => a.Name == assembly);
}
