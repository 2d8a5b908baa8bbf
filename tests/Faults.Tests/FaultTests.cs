using AutopilotReset.Faults.Runs;

namespace AutopilotReset.Faults.Tests;

/// <summary>Every fault of the list in its smallest size. The long runs: <c>dotnet run -c Release --project tests/Faults -- all</c>.</summary>
public class FaultTests
{
    /// <summary>By their place in the list; the name is for the reader.</summary>
    public static TheoryData<int, string> All { get; } =
        [.. FaultList.All.Select((f, i) => (f.Fault, Row: (i, $"{f.Fault} {f.RunAsync.Method.DeclaringType!.Name}.{f.RunAsync.Method.Name}")))
            .Where(f => !FaultList.OnlyLong.Contains(f.Fault)).Select(f => f.Row)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Run_SmallestSize_Holds(int place, string name)
    {
        var (fault, runAsync) = FaultList.All[place];
        if (fault == "R16" && FullDisk.Unavailable is { } why)
            Assert.Skip(why);

        var report = await runAsync(Size.Test);

        Assert.True(report.Holds, $"{name}: {report.ToJson()}");
        Assert.True(report.Times > 0, $"{name}: nothing was injected.");
    }
}
