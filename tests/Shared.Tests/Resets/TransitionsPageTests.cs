using System.Text;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Resets;

/// <summary>Keeps <c>docs/transitions.md</c> equal to the table in the code.</summary>
public class TransitionsPageTests
{
    private const string Update = "UPDATE_DOCS";

    [Fact]
    public void Page_IsWhatTheTableSays()
    {
        var path = Path.Combine(Repository.Root, "docs", "transitions.md");
        var expected = Render();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"{path} is missing. {HowTo}");
        Assert.True(expected == File.ReadAllText(path).ReplaceLineEndings("\n"), $"{path} is stale. {HowTo}");
    }

    private static string HowTo => $"Run: {Update}=1 dotnet test --project tests/Shared.Tests";

    private static string Render()
    {
        var page = new StringBuilder();
        page.Append("# States of one device\n\n");
        page.Append($"<!-- Rendered by a test from src/Shared/Resets/Transitions.cs. Do not edit. {HowTo} -->\n\n");
        page.Append("What is not listed is refused.\n\n");
        page.Append("| state | signal | becomes (reset) | becomes (wipe) | audit entry |\n|---|---|---|---|---|\n");
        foreach (var state in DeviceStates.All)
            AppendState(page, state);
        return page.ToString();
    }

    private static void AppendState(StringBuilder page, DeviceState state)
    {
        if (state.IsTerminal())
        {
            page.Append($"| **{state}** | | terminal | terminal | |\n");
            return;
        }

        foreach (var signal in Enum.GetValues<Signal>())
        {
            var reset = Transitions.Next(OrderKind.AutopilotReset, state, signal);
            var wipe = Transitions.Next(OrderKind.Wipe, state, signal);
            if ((reset ?? wipe) is { } made)
                page.Append($"| **{state}** | {signal} | {Cell(state, reset)} | {Cell(state, wipe)} | `{made.AuditEvent}` |\n");
        }
    }

    private static string Cell(DeviceState from, Transition? made) => made switch
    {
        null => "refused",
        { } same when same.To == from => "*(stays)*",
        { } other => other.To.ToString(),
    };
}
