using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R23: the database is restored from a backup made before a batch was sent. Whatever Intune took meanwhile is not sent again.</summary>
internal static class RestoredBackup
{
    public static async Task<FaultReport> RunAsync(Size size)
    {
        var devices = size switch { Size.Test => 12, Size.Quick => 60, _ => 400 };
        await using var rehearsal = await Rehearsal.BeginAsync(devices);
        var review = await rehearsal.ReviewAsync(devices);
        rehearsal.BlockReads();
        var confirmed = await rehearsal.ConfirmAsync(review);

        // Every third keeps silent about its actions, as has been seen of Intune (graph.md §2): nothing in its record tells of the order.
        rehearsal.Tenant.Fleet.Change(v =>
        {
            for (var i = 0; i < devices; i += 3)
                v.Find(confirmed.Devices[i])!.Behaviour = "no-results";
        });
        var backup = rehearsal.NewFile();
        await rehearsal.AskAsync(db => db.Database.ExecuteSqlAsync($"VACUUM INTO {backup}"));
        rehearsal.Tenant.Faults.Clear();
        List<string> broken = await rehearsal.DrainAsync(TimeSpan.FromHours(1)) ? [] : ["The batch was not sent to its end in an hour."];
        var sent = rehearsal.Posts.Count;

        await rehearsal.StopAsync();
        rehearsal.Restore(backup);
        await rehearsal.StartAsync();
        await rehearsal.PassAsync(TimeSpan.FromMinutes(30), step: TimeSpan.FromSeconds(1));

        if (rehearsal.Posts.Count != sent)
            broken.Add($"{rehearsal.Posts.Count - sent} devices were sent again after the restore.");
        broken.AddRange(rehearsal.Tenant.Orders.All.GroupBy(o => o.Device).Where(g => g.Count() > 1).Select(g => $"{g.First().DeviceName} was given {g.Count()} orders."));
        var planned = await rehearsal.CountAsync(DeviceState.Planned);
        return FaultReport.Of("R23", "a backup restored from before a send", sent, await JudgeAsync(rehearsal), broken, ("devices", devices), ("stillPlanned", planned),
            ("batch", (await rehearsal.AskAsync(db => db.Batches.SingleAsync())).StateReason ?? ""));
    }

    /// <summary>The restored rows know nothing of the first sends: only what is true of any moment is judged.</summary>
    private static async Task<Testing.Sending.SendVerdict> JudgeAsync(Rehearsal rehearsal)
    {
        var verdict = await rehearsal.JudgeAsync();
        return verdict with { Broken = [.. verdict.Broken.Where(b => !b.StartsWith("I4: a POST", StringComparison.Ordinal) && !b.StartsWith("I2", StringComparison.Ordinal))] };
    }
}
