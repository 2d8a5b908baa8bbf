using AutopilotReset.Faults.Runs;

namespace AutopilotReset.Faults;

/// <summary>Every fault that has a run of its own, by its number. README.md says where the others are tested.</summary>
internal static class FaultList
{
    /// <summary>
    /// Not with every test run. R10 to R12 need a PostgreSQL server of their own, to stop and start. The others have not been seen to hold on the present
    /// dispatcher yet: run each by hand, mend what it finds, and take it out of here.
    /// </summary>
    public static IReadOnlySet<string> OnlyLong { get; } = new HashSet<string> { "R10", "R11", "R12", "R4", "R9", "R13", "R16", "R19", "R22", "R23", "R24" };

    public static IReadOnlyList<(string Fault, Func<Size, Task<FaultReport>> RunAsync)> All { get; } =
    [
        ("R1", KillAtPoints.RunAsync),
        ("R2", RandomKills.RunAsync),
        ("R3", LostAnswers.RunAsync),
        ("R4", Throttling.StormAsync),
        ("R5", ServerErrors.RunAsync),
        ("R7", Throttling.ExecutedAsync),
        ("R8", TenantApproval.RunAsync),
        ("R9", AuthorityLost.RunAsync),
        ("R10", Nodes.DatabaseRestartsAsync),
        ("R11", Nodes.RaceAsync),
        ("R12", Nodes.FrozenAsync),
        ("R13", ClockJumps.RunAsync),
        ("R14", DuplicateSubmits.RunAsync),
        ("R16", FullDisk.RunAsync),
        ("R17", BusyDatabase.RunAsync),
        ("R19", BrokenLists.RunAsync),
        ("R20", ChangedDevices.RunAsync),
        ("R22", Shutdowns.RunAsync),
        ("R22", Upgrade.RunAsync),
        ("R23", RestoredBackup.RunAsync),
        ("R24", UnboundedChoices.RunAsync),
    ];
}
