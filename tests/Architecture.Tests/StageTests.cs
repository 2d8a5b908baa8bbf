namespace AutopilotReset.Tests.Architecture;

/// <summary>Stages hand over by rows and never call one another (design.md, One direction). Only the root of the engine puts them together.</summary>
public class StageTests
{
    private static readonly string[] Stages = ["Inventory", "Batches", "Dispatch", "Tracking", "Verification", "Notifications", "Schedules"];

    /// <summary>What stages stand on. Guards are conditions of the transactions of several stages, so they lie below them.</summary>
    private static readonly string[] Below = ["Data", "Graph", "Identity", "Audit", "Guards", "Telemetry"];

    public static TheoryData<string> AllStages => [.. Stages];

    public static TheoryData<string> AllBelow => [.. Below];

    [Theory]
    [MemberData(nameof(AllStages))]
    public void Stage_OtherStages_AreNotCalled(string stage) => AssertUsesNone(stage, Stages.Where(other => other != stage));

    [Theory]
    [MemberData(nameof(AllBelow))]
    public void Foundation_Stages_AreNotCalled(string part) => AssertUsesNone(part, Stages);

    private static void AssertUsesNone(string part, IEnumerable<string> forbidden)
    {
        var own = CodeBase.UsesIn(CodeBase.Engine).Where(u => Use.Within(u.From, Namespace(part))).ToList();
        var folder = Path.Combine(SourceTree.Root, "src", "Orchestrator", "Engine", part);
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
            Assert.True(own.Count > 0, $"{folder} has code, but nothing in {Namespace(part)} was checked.");
        None.Of(own.Where(u => forbidden.Any(other => Use.Within(u.To, Namespace(other)))), $"{part} hands over by rows and calls no stage:");
    }

    private static string Namespace(string part) => $"{CodeBase.Engine}.{part}";
}
