using System.Text;
using AutopilotReset.Faults.Harness;
using AutopilotReset.Faults.Runs;

namespace AutopilotReset.Faults.Tests;

/// <summary>What can kill the console from inside stands only in a build made for it.</summary>
public class FailpointTests
{
    private static readonly string[] Product = ["AutopilotReset.Shared.dll", "AutopilotReset.Engine.dll", "AutopilotReset.Web.dll"];

    [Fact]
    public void OrdinaryBuild_HasNoFailpoints() => Assert.All(Product, dll => Assert.Empty(Traces(Path.Combine(AppContext.BaseDirectory, dll))));

    [Fact]
    public void PublishedConsole_HasNoFailpoints()
    {
        if (Environment.GetEnvironmentVariable("CONSOLE_DLL") is not { Length: > 0 } console)
        {
            Assert.Skip("Nothing was published: tests/run does, and names it in CONSOLE_DLL.");
            return;
        }

        var assemblies = Directory.GetFiles(Path.GetDirectoryName(console)!, "AutopilotReset.*.dll");

        Assert.Superset(Product.ToHashSet(), assemblies.Select(a => Path.GetFileName(a)).ToHashSet());
        Assert.All(assemblies, dll => Assert.Empty(Traces(dll)));
    }

    [Fact]
    public async Task BuildWithFailpoints_HasEachOfThem()
    {
        var engine = Path.Combine(Path.GetDirectoryName(await Programs.ConsoleWithFailpointsAsync())!, "AutopilotReset.Engine.dll");

        Assert.Equal(KillAtPoints.Points.Append("Failpoint").Order(), Traces(engine).Order());
    }

    /// <summary>The type's name as metadata holds it, and the points' names as string literals.</summary>
    private static List<string> Traces(string dll)
    {
        var bytes = File.ReadAllBytes(dll);
        Assert.True(bytes.AsSpan().IndexOf("AutopilotReset"u8) > 0, $"{dll} cannot be searched.");
        List<string> found = [.. KillAtPoints.Points.Where(p => bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(p)) >= 0)];
        if (bytes.AsSpan().IndexOf("Failpoint"u8) >= 0)
            found.Add("Failpoint");
        return found;
    }
}
