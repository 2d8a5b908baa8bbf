using System.Text;
using AutopilotReset.Simulator.Fleet.Behaviours;
using AutopilotReset.Simulator.Fleet.Cast;

namespace AutopilotReset.Tests.Simulator.Hosting;

/// <summary>The README's tables come from the code. <c>WRITE_DOCS=1</c> renders them; without it a stale table fails.</summary>
public class ReadmeTests
{
    [Fact]
    public void Readme_CastAndBehaviours_AreThoseOfTheCode()
    {
        var path = Path.Combine(Root(), "src", "Simulator", "README.md");
        var readme = File.ReadAllText(path).ReplaceLineEndings("\n");
        var rendered = Render(Render(readme, "cast", Cast()), "behaviours", Behaviours());
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, rendered);
        else Assert.Equal(rendered, readme);
    }

    private static string Cast()
    {
        var text = new StringBuilder("| name | what it shows |\n|---|---|\n");
        foreach (var member in WholeCast.Members) text.Append($"| `{member.Key}` | {member.Role} |\n");
        return text.ToString();
    }

    private static string Behaviours()
    {
        var text = new StringBuilder("| behaviour | what such a device does |\n|---|---|\n");
        foreach (var behaviour in AllBehaviours.ByName.Values.OrderBy(b => b.Name, StringComparer.Ordinal)) text.Append($"| `{behaviour.Name}` | {behaviour.Does} |\n");
        return text.ToString();
    }

    private static string Render(string readme, string name, string table)
    {
        var (start, end) = ($"<!-- {name} -->\n", $"<!-- end of {name} -->");
        var from = readme.IndexOf(start, StringComparison.Ordinal);
        var to = readme.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"README.md lacks the marks of '{name}'.");
        return readme[..(from + start.Length)] + table + readme[to..];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AutopilotReset.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
