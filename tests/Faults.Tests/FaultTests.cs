using AutopilotReset.Faults.Runs;

namespace AutopilotReset.Faults.Tests;

/// <summary>
/// Every fault of the list in its smallest size: those in this process here, beside those with processes of their own. The long runs:
/// <c>dotnet run -c Release --project tests/Faults -- all</c>.
/// </summary>
public class RehearsedFaultTests
{
    public static TheoryData<int, string> All { get; } = FaultRows.Of(FaultList.Rehearsed);

    [Theory]
    [MemberData(nameof(All))]
    public Task Run_SmallestSize_Holds(int place, string name) => FaultRows.HoldsAsync(FaultList.Rehearsed[place].RunAsync, name);
}

/// <summary>Faults of whole processes, one after the other.</summary>
[Collection(nameof(StagedFaultTests))]
public class StagedFaultTests
{
    public static TheoryData<int, string> All { get; } = FaultRows.Of(FaultList.Staged, fault => !FaultList.MostlyWaiting.Contains(fault));

    [Theory]
    [MemberData(nameof(All))]
    public Task Run_SmallestSize_Holds(int place, string name)
    {
        var (fault, runAsync) = FaultList.Staged[place];
        if (fault == "R16" && FullDisk.Unavailable is { } why)
            Assert.Skip(why);
        return FaultRows.HoldsAsync(runAsync, name);
    }
}

/// <summary>Those that hardly use the machine, beside the others.</summary>
public class WaitingFaultTests
{
    public static TheoryData<int, string> All { get; } = FaultRows.Of(FaultList.Staged, FaultList.MostlyWaiting.Contains);

    [Theory]
    [MemberData(nameof(All))]
    public Task Run_SmallestSize_Holds(int place, string name) => FaultRows.HoldsAsync(FaultList.Staged[place].RunAsync, name);
}

internal static class FaultRows
{
    /// <summary>By their place in the list; the name is for the reader.</summary>
    public static TheoryData<int, string> Of(IEnumerable<(string Fault, Func<Size, Task<FaultReport>> RunAsync)> list, Func<string, bool>? among = null) =>
        [.. list.Select((f, i) => (f.Fault, Row: (i, $"{f.Fault} {f.RunAsync.Method.DeclaringType!.Name}.{f.RunAsync.Method.Name}")))
            .Where(f => !FaultList.OnlyLong.Contains(f.Fault) && among?.Invoke(f.Fault) != false).Select(f => f.Row)];

    public static async Task HoldsAsync(Func<Size, Task<FaultReport>> runAsync, string name)
    {
        var report = await runAsync(Size.Test);

        Assert.True(report.Holds, $"{name}: {report.ToJson()}");
        Assert.True(report.Times > 0, $"{name}: nothing was injected.");
    }
}
