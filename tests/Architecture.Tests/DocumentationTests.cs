using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace AutopilotReset.Tests.Architecture;

/// <summary>The vocabulary is read more often than anything else: every public type of it says what it means.</summary>
public class DocumentationTests
{
    [Fact]
    public void Shared_PublicTypes_AreDocumented()
    {
        var shared = Assembly.Load(CodeBase.Shared);
        var documented = XDocument.Load(Path.ChangeExtension(shared.Location, ".xml")).Descendants("member")
            .Where(m => m.Elements().Any(e => !string.IsNullOrWhiteSpace(e.Value)))
            .Select(m => (string)m.Attribute("name")!)
            .ToHashSet(StringComparer.Ordinal);

        var types = shared.GetTypes().Where(t => t.IsVisible && t.GetCustomAttribute<CompilerGeneratedAttribute>() is null).ToList();
        Assert.True(types.Count > 50, $"Only {types.Count} public types found.");
        None.Of(types.Select(t => $"T:{t.FullName!.Replace('+', '.')}").Except(documented, StringComparer.Ordinal), "Undocumented:");
    }
}
