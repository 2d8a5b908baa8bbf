using AutopilotReset.Faults.Child;
using AutopilotReset.Faults.Rehearsing;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R14: one confirmation is submitted many times at once, as double clicks, tabs and refreshes do, and others in other words among them.</summary>
internal static class DuplicateSubmits
{
    private const int Copies = 20;

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var (rounds, devices) = size switch { Size.Test => (1, 20), Size.Quick => (5, 20), _ => (50, 20) };
        await using var rehearsal = await Rehearsal.BeginAsync(devices * rounds);
        List<string> broken = [];
        for (var round = 0; round < rounds; round++)
        {
            var review = await rehearsal.ReviewAsync(devices);
            var batch = await rehearsal.ConfirmAsync(review);
            var typed = ConfirmEndpoint.Typed(review, devices);
            var same = await rehearsal.DriveAsync(Task.WhenAll(Enumerable.Range(0, Copies).Select(_ => rehearsal.Desk.ConfirmAsync(rehearsal.Ada, typed, CancellationToken.None))));
            var other = await rehearsal.DriveAsync(Task.WhenAll(Enumerable.Range(0, Copies).Select(i =>
                rehearsal.Desk.ConfirmAsync(rehearsal.Ada, typed with { Justification = $"Another reason altogether {i}" }, CancellationToken.None))));
            broken.AddRange(same.Where(s => s.IsRefused || s.Value != batch.Batch).Select(s => $"A repeated confirmation gave {s.Refused?.Code ?? s.Value.ToString()} instead of its batch."));
            broken.AddRange(other.Where(o => !o.IsRefused).Select(o => $"A changed confirmation was taken: {o.Value}."));
            if (!await rehearsal.DrainAsync(TimeSpan.FromHours(1)))
                broken.Add("The batch was not sent to its end in an hour.");
        }

        var (batches, requests) = (await rehearsal.AskAsync(db => db.Batches.CountAsync()), await rehearsal.AskAsync(db => db.Requests.CountAsync()));
        if (batches != rounds || requests != devices * rounds)
            broken.Add($"{batches} batches with {requests} devices came of {rounds} reviews of {devices}.");
        return FaultReport.Of("R14", "20 copies of a confirmation at once, and 20 with other words", rounds * Copies * 2, await rehearsal.JudgeAsync(), broken,
            ("reviews", rounds), ("devicesEach", devices));
    }
}
