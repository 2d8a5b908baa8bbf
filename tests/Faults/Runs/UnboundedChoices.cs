using AutopilotReset.Faults.Child;
using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R24: choices that are empty, null, unbounded or not readable, and confirmations of nothing. Each is refused with a reason; none is read as "all".</summary>
internal static class UnboundedChoices
{
    public static async Task<FaultReport> RunAsync(Size size)
    {
        await using var rehearsal = await Rehearsal.BeginAsync(size == Size.Full ? 200 : 20);
        var review = await rehearsal.ReviewAsync(5);
        var shown = await rehearsal.Catalogue.FindAsync(rehearsal.Ada, new DeviceQuery(), 0, 1, default);
        List<string> broken = [];
        var tried = 0;
        foreach (var (what, choice) in Choices(shown.Total))
            await RefusedAsync(what, async () => (await rehearsal.Catalogue.SelectAsync(rehearsal.Ada, choice!, default)).Refused);
        foreach (var (what, typed) in Confirmations(review))
            await RefusedAsync(what, async () => (await rehearsal.Desk.ConfirmAsync(rehearsal.Ada, typed, default)).Refused);
        await RefusedAsync("a review of no selection", async () => (await rehearsal.Desk.StartReviewAsync(rehearsal.Ada, Guid.Empty, OrderKind.AutopilotReset, default)).Refused);
        await RefusedAsync("retrying the failed of no batch", async () => (await rehearsal.Desk.RetryFailedAsync(rehearsal.Ada, Guid.Empty, default)).Refused);
        await rehearsal.PassAsync(TimeSpan.FromMinutes(3));
        if (await rehearsal.AskAsync(db => db.Batches.CountAsync()) is > 0 and var batches)
            broken.Add($"{batches} batches came of it.");
        return FaultReport.Of("R24", "empty, null, unbounded and unreadable choices, and confirmations of them", tried, await rehearsal.JudgeAsync(), broken, ("devices", shown.Total));

        async Task RefusedAsync(string what, Func<Task<Refused?>> ask)
        {
            tried++;
            try
            {
                if (await rehearsal.DriveAsync(ask()) is not { Message.Length: > 0 })
                    broken.Add($"Not refused: {what}.");
            }
            catch (ArgumentException)
            {
                // A null is no choice of anybody's: the caller's own fault, and nothing came of it.
            }
        }
    }

    private static IEnumerable<(string What, Choice? Choice)> Choices(int all) =>
    [
        ("nothing", null),
        ("no keys", new Choice.Keys([])),
        ("null keys", new Choice.Keys(null!)),
        ("blank keys", new Choice.Keys(["", " "])),
        ("no filter", new Choice.Matching(new DeviceQuery(), 0)),
        ("no filter with everybody counted", new Choice.Matching(new DeviceQuery(), all)),
        ("null filter", new Choice.Matching(null!, all)),
        ("a blank text", new Choice.Matching(new DeviceQuery { Text = "   " }, all)),
        ("another number than shown", new Choice.Matching(new DeviceQuery { Text = "LT-" }, 1)),
        ("a verdict that does not exist", new Choice.Matching(new DeviceQuery { Verdict = (Verdict)99 }, all)),
        ("a join type that does not exist", new Choice.Matching(new DeviceQuery { JoinType = "any" }, all)),
        ("nothing pasted", new Choice.Pasted("")),
        ("blank lines pasted", new Choice.Pasted(" \r\n \n\t")),
        ("null pasted", new Choice.Pasted(null!)),
        ("no group", new Choice.Group("", "")),
        ("a group that does not exist", new Choice.Group("00000000-0000-0000-0000-000000000000", "Nobody")),
        ("a group id that is a path", new Choice.Group("../devices", "Everything")),
        ("no group of users", new Choice.GroupUsers("", "")),
        ("a group of users that does not exist", new Choice.GroupUsers("00000000-0000-0000-0000-000000000000", "Nobody")),
        ("a group id of users that is a path", new Choice.GroupUsers("../devices", "Everything")),
    ];

    private static IEnumerable<(string What, Confirmation Typed)> Confirmations(Review review)
    {
        var right = ConfirmEndpoint.Typed(review, review.Devices.Count);
        return
        [
            ("no review", right with { ReviewId = Guid.Empty }),
            ("no count", right with { TypedCount = null }),
            ("an empty count", right with { TypedCount = "" }),
            ("another count", right with { TypedCount = "1" }),
            ("a word for the count", right with { TypedCount = "all" }),
            ("another list", right with { FrozenHash = "" }),
            ("null for the list", right with { FrozenHash = null! }),
            ("no justification", right with { Justification = " " }),
        ];
    }
}
