using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;
using Rehearsal = AutopilotReset.Faults.Rehearsing.Rehearsal;

namespace AutopilotReset.Faults.Runs;

/// <summary>R21: six of the first fifty devices fail, and the plan bears five. Nothing leaves after the sixth but what was in flight, however long nobody looks.</summary>
internal static class ErrorThreshold
{
    private const int Borne = 5;

    /// <summary>POSTs before each failure, among the first fifty.</summary>
    private static readonly int[] Before = [3, 9, 17, 24, 33, 41];

    /// <summary>Intents of one transaction at most: these may have been committed when the sixth failure is written down.</summary>
    private const int InFlight = 20;

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var (devices, hours) = size switch { Size.Test => (90, 6), Size.Quick => (300, 48), _ => (2_000, 24 * 14) };
        await using var rehearsal = await Rehearsal.BeginAsync(devices, ("Inventory:EveryMinutes", "1440"));
        foreach (var passed in Before)
            rehearsal.Tenant.Faults.Add(new Fault { Method = "POST", Path = "*/wipe", Status = 400, Message = "The device does not support this action.", Skip = passed, Times = 1 });

        // Everything in one wave: what stops it is the threshold alone.
        await rehearsal.ConfirmAsync(devices, new WavePlan { Sizes = [Amount.Percent(100)], MostFailures = Amount.Of(Borne), Needed = 0, Soak = TimeSpan.Zero });
        await rehearsal.PassAsync(TimeSpan.FromMinutes(10), async () => await HaltedAsync(rehearsal), TimeSpan.FromMilliseconds(250));
        await rehearsal.PassAsync(TimeSpan.FromHours(hours), step: TimeSpan.FromMinutes(5));

        var posts = rehearsal.Posts;
        var failures = posts.Select((post, place) => (post, place)).Where(p => p.post.Status == 400).Select(p => p.place).ToList();
        List<string> broken = [];
        if (failures.Count <= Borne)
            broken.Add($"Only {failures.Count} failures: the run proves nothing.");
        else if (posts.Count - failures[Borne] - 1 is > InFlight and var after)
            broken.Add($"{after} POSTs after the failure that halts; {InFlight} may be in flight.");
        if (!await HaltedAsync(rehearsal))
            broken.Add("The batch is not paused for its failures.");
        if (await rehearsal.CountAsync(DeviceState.Planned) != devices - posts.Count)
            broken.Add("What was not sent does not wait any more.");
        return FaultReport.Of("R21", "six of the first fifty devices fail, five are borne", failures.Count, await rehearsal.JudgeAsync(), broken,
            ("devices", devices), ("postsAfterTheHalt", failures.Count > Borne ? posts.Count - failures[Borne] - 1 : -1), ("hoursAfterwards", hours));
    }

    private static Task<bool> HaltedAsync(Rehearsal rehearsal) => rehearsal.AskAsync(db => db.Batches.AnyAsync(b => b.State == BatchState.Paused && b.HaltedBecause != null));
}
