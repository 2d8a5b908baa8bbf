using AutopilotReset.Faults.Child;
using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Testing.Sending;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>
/// R15: while a list is confirmed a device is taken out of it, and while the batch is sent all that is unsent is cancelled, half of the answers being none that
/// settle anything. One of two who race wins, whole; nothing of what was taken out or cancelled leaves.
/// </summary>
internal static class EditsAndCancels
{
    private const int Seed = 15;

    /// <summary>Devices that may have been past their last check when the cancellation committed.</summary>
    private const int Workers = 8;

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var (rounds, devices) = size switch { Size.Test => (6, 8), Size.Quick => (30, 8), _ => (500, 8) };
        await using var rehearsal = await Rehearsal.BeginAsync(devices * rounds);
        rehearsal.Tenant.Faults.Add(new Fault { Method = "POST", Path = "*/wipe", Status = 429, RetryAfter = 1, Probability = 0.3 });
        var (random, edits, broken) = (new Random(Seed), 0, new List<string>());
        for (var round = 0; round < rounds; round++)
        {
            var (batch, edited) = await ConfirmAgainstEditAsync(rehearsal, devices, round, random, broken);
            edits += edited ? 1 : 0;
            await CancelAsync(rehearsal, batch, random.Next(devices), broken);
        }

        var cancelled = await rehearsal.CountAsync(DeviceState.Cancelled);
        if (edits == 0 || edits == rounds || cancelled == 0)
            broken.Add($"{edits} of {rounds} edits won and {cancelled} devices were cancelled: the run proves nothing.");
        return FaultReport.Of("R15", "a confirmation against an edit of its list, then a cancellation against the sending", rounds * 2, await rehearsal.JudgeAsync(), broken,
            ("devicesEach", devices), ("editsThatWon", edits), ("cancelled", cancelled));
    }

    private static async Task<(Guid Batch, bool Edited)> ConfirmAgainstEditAsync(Rehearsal rehearsal, int devices, int round, Random random, List<string> broken)
    {
        var review = await rehearsal.ReviewAsync(devices);
        var typed = ConfirmEndpoint.Typed(review, devices);

        // A confirmation does more before it writes than an edit does.
        var (early, late) = (random.Next(4), round % 2 == 0 ? random.Next(4) : random.Next(200, 20_000));
        var confirming = AfterAsync(early, () => rehearsal.Desk.ConfirmAsync(rehearsal.Ada, typed, CancellationToken.None));
        var editing = AfterAsync(late, () => rehearsal.Desk.TakeOutAsync(rehearsal.Ada, review.Id, review.Devices[0].Key, CancellationToken.None));
        var (confirmed, edited) = (await rehearsal.DriveAsync(confirming), await rehearsal.DriveAsync(editing));
        if (confirmed.IsRefused == edited.IsRefused)
            broken.Add($"Confirmation: {confirmed.Refused?.Code ?? "taken"}; edit of its list at the same moment: {edited.Refused?.Code ?? "taken"}.");
        if (confirmed.IsRefused)
            return ((await rehearsal.ConfirmAsync((await rehearsal.Desk.GetReviewAsync(rehearsal.Ada, review.Id, CancellationToken.None))!)).Batch, true);
        rehearsal.Admit(review.Devices.Select(d => d.Facts!.ManagedDeviceId!));
        return (confirmed.Value, false);
    }

    private static async Task CancelAsync(Rehearsal rehearsal, Guid batch, int after, List<string> broken)
    {
        var before = rehearsal.Posts.Count;
        await rehearsal.PassAsync(TimeSpan.FromMinutes(2), () => Task.FromResult(rehearsal.Posts.Count >= before + after), TimeSpan.FromMilliseconds(50));
        var cancelled = await rehearsal.DriveAsync(rehearsal.Desk.CancelUnsentAsync(rehearsal.Ada, batch, "The wrong list was confirmed", CancellationToken.None));
        if (cancelled.Refused is { Code: not "wrong-state" } refused)
            broken.Add($"It could not be cancelled: {refused.Message}");
        var at = rehearsal.Posts.Count;
        if (!await rehearsal.DrainAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(1)))
            broken.Add("After the cancellation devices still wait to be sent.");
        if (rehearsal.Posts.Count - at > Workers)
            broken.Add($"{rehearsal.Posts.Count - at} POSTs left after the cancellation.");
        var posted = rehearsal.Posts.Skip(before).GroupBy(SendLog.DeviceOf).Where(g => g.Count() > 1).ToList();
        broken.AddRange(posted.Select(p => $"{p.Key} was sent again after all was cancelled."));
        var rest = await rehearsal.AskAsync(db => db.Requests.CountAsync(r => r.BatchId == batch && r.State == DeviceState.Planned));
        if (rest > 0)
            broken.Add($"{rest} devices of a cancelled batch are Planned.");
    }

    /// <summary>A little later, so that now one of two who race comes first and now the other.</summary>
    private static async Task<T> AfterAsync<T>(int turns, Func<Task<T>> ask)
    {
        for (var turn = 0; turn < turns; turn++)
            await Task.Yield();
        return await ask();
    }
}
