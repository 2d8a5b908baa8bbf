using AutopilotReset.Faults.Runs;

namespace AutopilotReset.Faults;

/// <summary>Every fault that has a run of its own, by its number.</summary>
internal static class FaultList
{
    public static IReadOnlyDictionary<string, Func<Size, Task<FaultReport>>> All { get; } = new SortedDictionary<string, Func<Size, Task<FaultReport>>>(ByNumber)
    {
        ["R1"] = KillAtPoints.RunAsync,
        ["R2"] = RandomKills.RunAsync,
        ["R3"] = LostAnswers.RunAsync,
        ["R4"] = Throttling.StormAsync,
        ["R5"] = ServerErrors.RunAsync,
        ["R7"] = Throttling.ExecutedAsync,
        ["R8"] = TenantApproval.RunAsync,
        ["R9"] = AuthorityLost.RunAsync,
        ["R13"] = ClockJumps.RunAsync,
        ["R14"] = DuplicateSubmits.RunAsync,
        ["R20"] = ChangedDevices.RunAsync,
        ["R23"] = RestoredBackup.RunAsync,
    };

    private static Comparer<string> ByNumber => Comparer<string>.Create((a, b) => Number(a).CompareTo(Number(b)));

    private static int Number(string fault) => int.Parse(fault.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
}
