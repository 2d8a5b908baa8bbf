using AutopilotReset.Faults.Runs;

namespace AutopilotReset.Faults;

/// <summary>Every fault that has a run of its own, by its number. README.md says where the others are tested.</summary>
internal static class FaultList
{
    /// <summary>Not with every test run. R10 to R12 take minutes in any size; R15 and R16 have not been seen to hold in their present form: run them by hand, and take them out of here.</summary>
    public static IReadOnlySet<string> OnlyLong { get; } = new HashSet<string> { "R10", "R11", "R12", "R15", "R16" };

    /// <summary>Of those with processes of their own: waits for nearly all of its time, so that others may run beside it.</summary>
    public static IReadOnlySet<string> MostlyWaiting { get; } = new HashSet<string> { "R17" };

    /// <summary>In this process, by a clock of their own.</summary>
    public static IReadOnlyList<(string Fault, Func<Size, Task<FaultReport>> RunAsync)> Rehearsed { get; } =
    [
        ("R3", LostAnswers.RunAsync),
        ("R4", Throttling.StormAsync),
        ("R5", ServerErrors.RunAsync),
        ("R7", Throttling.ExecutedAsync),
        ("R8", TenantApproval.RunAsync),
        ("R9", AuthorityLost.RunAsync),
        ("R13", ClockJumps.RunAsync),
        ("R14", DuplicateSubmits.RunAsync),
        ("R15", EditsAndCancels.RunAsync),
        ("R19", BrokenLists.RunAsync),
        ("R20", ChangedDevices.RunAsync),
        ("R21", ErrorThreshold.RunAsync),
        ("R22", Upgrade.RunAsync),
        ("R23", RestoredBackup.RunAsync),
        ("R24", UnboundedChoices.RunAsync),
    ];

    /// <summary>With processes of their own, which are killed, frozen and started again.</summary>
    public static IReadOnlyList<(string Fault, Func<Size, Task<FaultReport>> RunAsync)> Staged { get; } =
    [
        ("R1", KillAtPoints.RunAsync),
        ("R2", RandomKills.RunAsync),
        ("R10", Nodes.DatabaseRestartsAsync),
        ("R11", Nodes.RaceAsync),
        ("R12", Nodes.FrozenAsync),
        ("R16", FullDisk.RunAsync),
        ("R17", BusyDatabase.RunAsync),
        ("R22", Shutdowns.RunAsync),
    ];

    public static IReadOnlyList<(string Fault, Func<Size, Task<FaultReport>> RunAsync)> All { get; } = [.. Rehearsed, .. Staged];
}
