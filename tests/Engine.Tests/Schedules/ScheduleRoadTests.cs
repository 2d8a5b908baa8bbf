using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Schedules;
using AutopilotReset.Engine.Tests.Operations;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Schedules;

/// <summary>The whole engine against a practice tenant that counts what it is sent: from a schedule over its draft to a batch, and to nothing.</summary>
public sealed class ScheduleRoadTests
{
    private static readonly DateTimeOffset HalfPastTen = new(2026, 11, 23, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Draft_ConfirmedByAnybodyWhoMayAct_IsSentOnceAtItsTimeAndNeverByItself()
    {
        await using var engine = await WholeEngine.StartAsync();
        var draft = await DraftAsync(engine);
        await engine.DispatchAsync(rounds: 2);
        Assert.Empty(engine.Posts);

        var bo = engine.AdminOf("bo");
        var review = await OpenAsync(engine, bo, draft);
        Assert.Equal(draft.Start, review.Start);
        var second = await OpenAsync(engine, engine.Ada, draft);
        review = await TakeOutAsync(engine, bo, review, "NB-CLEAN-01");
        var confirmed = await engine.ConfirmAsync(bo, review, new Timing(review.Start, null));
        Assert.True(confirmed.Refused is null, confirmed.Refused?.Message);
        await engine.DispatchAsync(rounds: 2);
        Assert.Empty(engine.Posts);

        // One draft is one batch, whoever else has it open, and whatever they would send of it.
        second = await TakeOutAsync(engine, engine.Ada, second, "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05");
        Assert.Equal("draft-confirmed", (await engine.ConfirmAsync(engine.Ada, second, new Timing(second.Start, null))).Refused?.Code);
        Assert.Equal("draft-confirmed", (await engine.Get<IDeviceCatalogue>().SelectAsync(engine.Ada, new Choice.Draft(draft.Id), default)).Refused?.Code);

        engine.Time.SetUtcNow(HalfPastTen);
        await engine.Get<DraftKeeper>().RunAsync(default);
        await engine.DispatchAsync(rounds: 6);
        Assert.Equal([0, 1, 1, 1, 1], Enumerable.Range(1, 5).Select(n => engine.Tenant.Orders.CountFor($"NB-CLEAN-0{n}")));
        Assert.Equal(4, engine.Posts.Count);
        var after = (await engine.Get<IScheduleRoom>().GetAsync(engine.Ada, default)).Drafts.Single(d => d.Id == draft.Id);
        Assert.Equal((DraftState.Confirmed, confirmed.Value), (after.State, after.BatchId));
    }

    [Fact]
    public async Task Draft_NobodyConfirms_IsMissedAndNothingIsEverSent()
    {
        await using var engine = await WholeEngine.StartAsync();
        var draft = await DraftAsync(engine);
        engine.Time.SetUtcNow(HalfPastTen.AddMinutes(-1));
        var review = await OpenAsync(engine, engine.Ada, draft);

        // Its time has come: before anybody has said so, and after.
        engine.Time.SetUtcNow(HalfPastTen);
        Assert.Equal("draft-missed", (await engine.ConfirmAsync(engine.Ada, review, null)).Refused?.Code);
        await engine.Get<DraftKeeper>().RunAsync(default);
        Assert.Equal("draft-missed", (await engine.ConfirmAsync(engine.Ada, review, null)).Refused?.Code);
        Assert.Equal("draft-missed", (await engine.Get<IDeviceCatalogue>().SelectAsync(engine.Ada, new Choice.Draft(draft.Id), default)).Refused?.Code);

        await engine.DispatchAsync(rounds: 4);
        Assert.Empty(engine.Posts);
        Assert.Empty(await engine.RequestsAsync());
        Assert.Contains((await engine.Get<IOverview>().GetAsync(engine.Ada, default)).Drafts, d => d.Id == draft.Id && d.State == DraftState.Missed);
    }

    [Fact]
    public async Task Draft_InventoryTooOld_FailsAndNothingIsChosen()
    {
        await using var engine = await WholeEngine.StartAsync(("Schedules:InventoryValidHours", "1"));
        await MakeAsync(engine);

        // Never read; then read, and not again.
        engine.Time.SetUtcNow(HalfPastTen.AddHours(-1));
        await engine.Get<DraftKeeper>().RunAsync(default);
        await engine.SyncAsync();
        engine.Time.SetUtcNow(HalfPastTen.AddDays(1).AddHours(-1));
        await engine.Get<DraftKeeper>().RunAsync(default);

        var drafts = (await engine.Get<IScheduleRoom>().GetAsync(engine.Ada, default)).Drafts.OrderBy(d => d.Start.At).ToList();
        Assert.All(drafts, d => Assert.Equal((DraftState.Failed, 0), (d.State, d.Devices)));
        Assert.Contains("not been read to its end", drafts[0].Why, StringComparison.Ordinal);
        Assert.Contains("Schedules:InventoryValidHours", drafts[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ListThatLostARow_IsNotTaken()
    {
        await using var engine = await WholeEngine.StartAsync();
        var draft = await DraftAsync(engine);
        await engine.Get<ConsoleDatabase>().WriteAsync(db => db.Set<DraftDevice>().Where(d => d.DraftId == draft.Id && d.Position == 2).ExecuteDeleteAsync(), default);

        Assert.Equal("draft-damaged", (await engine.Get<IDeviceCatalogue>().SelectAsync(engine.Ada, new Choice.Draft(draft.Id), default)).Refused?.Code);
    }

    [Fact]
    public async Task Filter_ThatAsksForNothing_IsNeverEveryDevice()
    {
        await using var engine = await WholeEngine.StartAsync();
        await engine.SyncAsync();

        var resolved = await engine.Get<ResolveFilter>()(new DeviceQuery(), TimeSpan.FromHours(24), default);

        Assert.Equal("choice-unbounded", resolved.Refused?.Code);
    }

    /// <summary>Every day at 10:30 UTC, its draft an hour ahead.</summary>
    private static async Task MakeAsync(WholeEngine engine)
    {
        var filter = await engine.Get<ISavedFilters>().SaveAsync(engine.Ada, "One", new DeviceQuery { Text = "NB-CLEAN-0" }, default);
        Assert.Null(filter.Refused);
        var made = await engine.Get<IScheduleRoom>().MakeAsync(engine.Ada, new ScheduleForm("Morning", filter.Value, new Recurrence(Rhythm.EveryDay, [], 0, new TimeOnly(10, 30), "UTC"), 1), default);
        Assert.True(made.Refused is null, made.Refused?.Message);
    }

    private static async Task<DraftRow> DraftAsync(WholeEngine engine)
    {
        await engine.SyncAsync();
        await MakeAsync(engine);
        engine.Time.SetUtcNow(HalfPastTen.AddHours(-1));
        await engine.Get<DraftKeeper>().RunAsync(default);
        var draft = Assert.Single((await engine.Get<IScheduleRoom>().GetAsync(engine.Ada, default)).Drafts);
        Assert.True(draft is { State: DraftState.Waiting, Devices: 5 }, $"{draft.State}: {draft.Why}");
        return draft;
    }

    private static async Task<Review> TakeOutAsync(WholeEngine engine, Admin admin, Review review, params string[] names)
    {
        foreach (var device in review.Devices.Where(d => names.Contains(d.Name)))
            Assert.Null((await engine.Get<IResetDesk>().TakeOutAsync(admin, review.Id, device.Key, default)).Refused);
        return (await engine.Get<IResetDesk>().GetReviewAsync(admin, review.Id, default))!;
    }

    private static async Task<Review> OpenAsync(WholeEngine engine, Admin admin, DraftRow draft)
    {
        var selection = await engine.Get<IDeviceCatalogue>().SelectAsync(admin, new Choice.Draft(draft.Id), default);
        Assert.True(selection.Refused is null, selection.Refused?.Message);
        var review = await engine.ReviewAsync(admin, selection.Value!.Id, OrderKind.AutopilotReset);
        Assert.True(review.Refused is null, review.Refused?.Message);
        return review.Value!;
    }
}
