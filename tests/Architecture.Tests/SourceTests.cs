using System.Text.RegularExpressions;

namespace AutopilotReset.Tests.Architecture;

/// <summary>What the compiler does not see: sizes and words.</summary>
public partial class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestRazor = 150;

    private static readonly string[] Code = [".cs", ".css", ".js", ".mjs", ".sh", ".csproj", ".props", ".targets"];

    [Fact]
    public void Files_Length_IsReadable()
    {
        var tooLong = Written().Select(f => (File: f, SourceTree.Lines(f).Length, Limit: f.EndsWith(".razor", StringComparison.Ordinal) ? LongestRazor : LongestFile))
            .Where(f => f.Length > f.Limit)
            .Select(f => $"{f.File}: {f.Length} lines, at most {f.Limit}");
        None.Of(tooLong, "Too long to be read at one go:");
    }

    [Theory]
    [InlineData("src/Shared")]
    [InlineData("src/Orchestrator")]
    [InlineData("src/Web")]
    public void Product_SimulatorInWords_IsUnknown(string folder)
    {
        var found = from file in SourceTree.Files(folder.Split('/'))
                    where !file.EndsWith("packages.lock.json", StringComparison.Ordinal)
                    from line in SourceTree.Lines(file).Select((text, i) => (Text: text, Number: i + 1))
                    where Simulation().IsMatch(line.Text) || (!IsComment(line.Text) && Practice().IsMatch(line.Text))
                    select $"{file}:{line.Number}: {line.Text.Trim()}";
        None.Of(found, "The product does not know what it is practised on:");
    }

    [Theory]
    [InlineData("if (options.Simulated)", true)]
    [InlineData("/// seen with the simulator", true)]
    [InlineData("var isPractice = true;", true)]
    [InlineData("PracticeTenant", true)]
    [InlineData("simultaneous", false)]
    public void Product_SimulatorInWords_IsRecognised(string line, bool expected) => Assert.Equal(expected, Simulation().IsMatch(line) || Practice().IsMatch(line));

    /// <summary>
    /// What the configuration says of a number that people change on the page is not what holds (decision 0055): one class reads it, and everybody asks that one.
    /// <c>IOptions&lt;GuardOptions&gt;</c> has none of these numbers, which the compiler sees to.
    /// </summary>
    [Fact]
    public void Product_ConfiguredNumbersOfTheGuards_AreReadInOnePlace()
    {
        string[] expected = ["src/Orchestrator/Engine/Guards/PresentNumbers.cs"];
        var found = SourceTree.Files("src").Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && SourceTree.Lines(f).Any(line => ConfiguredNumbers().IsMatch(line)));
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("IOptions<GuardNumbers> start", true)]
    [InlineData("IOptionsMonitor<GuardNumbers> start", true)]
    [InlineData("var numbers = new GuardNumbers();", true)]
    [InlineData("IValidateOptions<GuardNumbers>", false)]
    [InlineData("new GuardNumbersRow()", false)]
    public void Product_ConfiguredNumbersOfTheGuards_AreRecognised(string line, bool expected) => Assert.Equal(expected, ConfiguredNumbers().IsMatch(line));

    [Fact]
    public void Files_MachinePaths_AreNone()
    {
        // Written in two parts, so that this file does not find itself.
        const string machine = "/wor" + "k/";
        var found = SourceTree.Files().Where(f => SourceTree.Lines(f).Any(line => line.Contains(machine, StringComparison.Ordinal)));
        None.Of(found, "Paths of one machine:");
    }

    /// <summary>
    /// Names come from devices, so they go through Razor's own text and nothing else (the compiler bans <c>MarkupString</c>; what Razor generates uses the other one itself).
    /// And nothing of a page is handed to the browser to bring back: neither a selection nor a confirmation survives there.
    /// </summary>
    [Theory]
    [InlineData("AddMarkup" + "Content")]
    [InlineData("inner" + "HTML")]
    [InlineData("outer" + "HTML")]
    [InlineData("insertAdjacent" + "HTML")]
    [InlineData("document." + "write(")]
    [InlineData("Persistent" + "State")]
    [InlineData("PersistentComponent" + "State")]
    public void Pages_RawMarkupAndStateInTheBrowser_AreNotUsed(string word)
    {
        var found = SourceTree.Files("src", "Web").Where(f => SourceTree.Lines(f).Any(line => line.Contains(word, StringComparison.Ordinal)));
        None.Of(found, word + ":");
    }

    private static IEnumerable<string> Written() =>
        SourceTree.Files()
            .Where(f => Code.Append(".razor").Contains(Path.GetExtension(f), StringComparer.Ordinal) || f is "tests/run" or ".ci/run")
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal));

    private static bool IsComment(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal) || line.TrimStart().StartsWith("@*", StringComparison.Ordinal);

    [GeneratedRegex(@"\bIOptions(Monitor|Snapshot)?<GuardNumbers>|new GuardNumbers\b")]
    private static partial Regex ConfiguredNumbers();

    [GeneratedRegex("simulat", RegexOptions.IgnoreCase)]
    private static partial Regex Simulation();

    [GeneratedRegex("practice", RegexOptions.IgnoreCase)]
    private static partial Regex Practice();
}
