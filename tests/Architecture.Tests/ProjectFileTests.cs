using System.Xml.Linq;

namespace AutopilotReset.Tests.Architecture;

public class ProjectFileTests
{
    [Fact]
    public void Shared_Project_ReferencesNothing() => Assert.Empty(References("src/Shared/Shared.csproj"));

    [Fact]
    public void Engine_Project_ReferencesOnlySharedOfOurs() => Assert.Equal(["Shared.csproj"], ProjectsOf("src/Orchestrator/Engine/Engine.csproj"));

    [Fact]
    public void Web_Project_ReferencesNoDatabasePackage() =>
        Assert.DoesNotContain(References("src/Web/Web.csproj"), name => name.Contains("EntityFrameworkCore", StringComparison.Ordinal) || name.Contains("Sqlite", StringComparison.Ordinal));

    [Fact]
    public void Projects_Versions_StandInOnePlaceOnly() =>
        Assert.All(Projects(), project => Assert.DoesNotContain(XDocument.Load(Path.Combine(SourceTree.Root, project)).Descendants("PackageReference"), p => p.Attribute("Version") is not null));

    [Fact]
    public void Projects_All_HaveALockFile() =>
        Assert.All(Projects(), project => Assert.True(File.Exists(Path.Combine(SourceTree.Root, Path.GetDirectoryName(project)!, "packages.lock.json")), $"{project} has no packages.lock.json."));

    [Fact]
    public void Solution_Projects_AreAllInIt()
    {
        var solution = File.ReadAllText(Path.Combine(SourceTree.Root, "AutopilotReset.sln")).Replace('\\', '/');
        Assert.All(Projects(), project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Projects() => [.. SourceTree.Files().Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))];

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(SourceTree.Root, project)).Descendants()
            .Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference" or "Reference")
            .Select(e => (string)e.Attribute("Include")!);

    private static IEnumerable<string> ProjectsOf(string project) =>
        References(project).Where(r => r.EndsWith(".csproj", StringComparison.Ordinal)).Select(r => r.Replace('\\', '/').Split('/')[^1]);
}
