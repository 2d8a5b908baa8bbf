using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Guards;

/// <summary>The guards' numbers are changed on the page: tightened by one person, loosened by two; what holds is in the database (decision 0055).</summary>
public sealed class GuardNumbersTests : IAsyncDisposable
{
    private const string Other = "We agreed on it in the change board";

    private readonly DeskRig _rig = new(new Dictionary<string, string?> { ["Guards:ApprovalSignInMinutes"] = "15", ["Guards:ConfirmSignInMinutes"] = "0" });

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Tighten_OnePerson_HoldsAtOnceAndSaysWhoAndWhy()
    {
        Assert.Equal(new ShownNumber(GuardNumber.DevicesPerBatch, 25, 25), await ShownAsync(GuardNumber.DevicesPerBatch));
        var announced = new List<Change>();
        using var subscription = _rig.File.Feed.Subscribe(announced.Add);

        Assert.Null((await WishAsync(People.Operator, GuardNumber.DevicesPerBatch, 25, 5)).Refused);

        Assert.Equal(new ShownNumber(GuardNumber.DevicesPerBatch, 5, 25) { Changed = new("olga", _rig.Now, DeskRig.Because) }, await ShownAsync(GuardNumber.DevicesPerBatch));
        Assert.Equal($"Guards:DevicesPerBatch 25 → 5: {DeskRig.Because}", (await _rig.AuditAsync(AuditEvents.GuardChanged)).Single().Text);
        Assert.Contains(new Change(ChangeKind.Guard, null), announced);
        Assert.Contains("olga changed a guard. Guards:DevicesPerBatch 25 → 5", (await _rig.Console.ReadAsync(db => db.Set<Notice>().SingleAsync())).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Loosenings))]
    public async Task Loosen_EachNumber_TakesTwo(GuardNumber number, int start, int looser)
    {
        await StoreAsync($$"""{"{{number}}":{{start}}}""");

        Assert.Null((await WishAsync(People.Operator, number, start, looser)).Refused);
        Assert.Equal(start, (await ShownAsync(number)).Value);
        Assert.Equal("second-person", (await WishAsync(People.Operator, number, start, looser)).Refused?.Code);
        Assert.Null((await WishAsync(_rig.Second, number, start, looser, Other)).Refused);

        var shown = await ShownAsync(number);
        Assert.Equal((looser, "sven", $"{Other} (asked for by olga: {DeskRig.Because})", null), (shown.Value, shown.Changed!.By, shown.Changed.Because, shown.Asked));
        Assert.Equal($"Guards:{number} {start} → {looser}: {Other} (asked for by olga: {DeskRig.Because})", (await _rig.AuditAsync(AuditEvents.GuardChanged)).Single().Text);
    }

    public static TheoryData<GuardNumber, int, int> Loosenings()
    {
        var data = new TheoryData<GuardNumber, int, int>();
        foreach (var number in NumberRule.All)
        {
            var start = Math.Max(new GuardNumbers().Of(number), 5);
            data.Add(number, start, NumberRule.Of(number).Looser == Looser.Lower ? start - 1 : start + 1);
            if (NumberRule.Of(number).Looser == Looser.HigherAndZero)
                data.Add(number, start, 0);
        }

        return data;
    }

    [Fact]
    public async Task Loosen_Asked_IsShownAndToldToEverybody()
    {
        await WishAsync(People.Operator, GuardNumber.DevicesPerBatch, 25, 50);

        Assert.Equal(new AskedNumber(50, new("olga", _rig.Now, DeskRig.Because, ByYou: true)), (await ShownAsync(GuardNumber.DevicesPerBatch)).Asked);
        Assert.False((await ShownAsync(GuardNumber.DevicesPerBatch, _rig.Second)).Asked!.By.ByYou);
        Assert.Contains("olga asks to loosen Guards:DevicesPerBatch from 25 to 50; another admin has to do the same", (await _rig.AuditAsync(AuditEvents.LooseningAsked)).Single().Text, StringComparison.Ordinal);
    }

    /// <summary>Nor by another session, nor as a guest of their own, however long they wait while somebody else is there.</summary>
    [Fact]
    public async Task Loosen_BySamePersonTwice_IsRefused()
    {
        await _rig.Console.WriteAsync(db => KnownAdmins.RememberAsync(db, _rig.Second.Account(), AccessLevel.Operator, _rig.Now, default), default);
        await WishAsync(People.Operator, GuardNumber.DevicesPer24Hours, 100, 500);
        _rig.Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal("second-person", (await WishAsync(People.Operator, GuardNumber.DevicesPer24Hours, 100, 500)).Refused?.Code);
        Assert.Equal("second-person", (await WishAsync(People.Operator with { Name = "Olga again", UserPrincipalName = "o@elsewhere.example" }, GuardNumber.DevicesPer24Hours, 100, 500)).Refused?.Code);
        Assert.Equal(100, (await ShownAsync(GuardNumber.DevicesPer24Hours)).Value);
    }

    [Fact]
    public async Task Loosen_SecondWantsAnother_IsAnAskOfItsOwn()
    {
        await WishAsync(People.Operator, GuardNumber.DevicesPerBatch, 25, 50);

        Assert.Null((await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 25, 5000)).Refused);
        Assert.Equal((25, 5000, "sven"), (await ShownAsync(GuardNumber.DevicesPerBatch)) is var shown ? (shown.Value, shown.Asked!.Value, shown.Asked.By.By) : default);

        // What was asked first is asked no more: agreeing to it is an ask.
        Assert.Null((await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 25, 50)).Refused);
        Assert.Equal(25, (await ShownAsync(GuardNumber.DevicesPerBatch)).Value);
    }

    [Fact]
    public async Task Loosen_OldAsk_CountsNoMore()
    {
        await WishAsync(People.Operator, GuardNumber.DevicesPerBatch, 25, 50);
        _rig.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.Null((await ShownAsync(GuardNumber.DevicesPerBatch)).Asked);

        Assert.Null((await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 25, 50)).Refused);

        Assert.Equal((25, "sven"), (await ShownAsync(GuardNumber.DevicesPerBatch)) is var shown ? (shown.Value, shown.Asked!.By.By) : default);
    }

    /// <summary>Asked when it was 25: what it is by now is looked at anew, by two.</summary>
    [Fact]
    public async Task Loosen_ChangedSinceTheAsk_IsAskedAnew()
    {
        await WishAsync(People.Operator, GuardNumber.DevicesPerBatch, 25, 50);
        await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 25, 10);
        Assert.Null((await ShownAsync(GuardNumber.DevicesPerBatch)).Asked);

        Assert.Equal("changed-meanwhile", (await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 25, 50)).Refused?.Code);
        Assert.Null((await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 10, 50)).Refused);

        Assert.Equal((10, "sven"), (await ShownAsync(GuardNumber.DevicesPerBatch)) is var shown ? (shown.Value, shown.Asked!.By.By) : default);
    }

    [Fact]
    public async Task Loosen_Declined_EndsTheAsk()
    {
        Assert.Equal("no-change", (await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 25, 25)).Refused?.Code);
        await WishAsync(People.Operator, GuardNumber.DevicesPerBatch, 25, 50);

        Assert.Null((await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 25, 25, Other)).Refused);

        Assert.Null((await ShownAsync(GuardNumber.DevicesPerBatch)).Asked);
        Assert.Equal($"sven keeps Guards:DevicesPerBatch at 25, which olga asked to make 50: {Other}", (await _rig.AuditAsync(AuditEvents.LooseningDeclined)).Single().Text);
    }

    [Fact]
    public async Task Loosen_WithAnOldSession_IsRefusedAndTightenIsNot()
    {
        var old = People.Operator with { SignedInAt = _rig.Now.AddMinutes(-16) };

        Assert.Equal("sign-in-again", (await _rig.Guards.ChangeNumberAsync(old, new(GuardNumber.DevicesPerBatch, 26, 25), DeskRig.Because, default)).Refused?.Code);
        Assert.Null((await _rig.Guards.ChangeNumberAsync(old, new(GuardNumber.DevicesPerBatch, 24, 25), DeskRig.Because, default)).Refused);
        Assert.Null((await ShownAsync(GuardNumber.DevicesPerBatch)).Asked);
    }

    [Theory]
    [InlineData(GuardNumber.DevicesPerBatch, 25, 0, "number-out-of-range", "Guards:DevicesPerBatch is 0; it must be from 1 to 100000.")]
    [InlineData(GuardNumber.ReasonMinLength, 10, 201, "number-out-of-range", "Guards:ReasonMinLength is 201; it must be from 1 to 200.")]
    [InlineData(GuardNumber.RefuseAfterDays, 30, 14, "number-out-of-range", "Guards:RefuseAfterDays is 14; it must be more than Guards:ReleaseAfterDays (14).")]
    [InlineData((GuardNumber)99, 1, 2, "no-such-number", "The guards have no number 99.")]
    public async Task Change_OfNoUse_IsRefusedNamingNumberAndRange(GuardNumber number, int seen, int value, string code, string words)
    {
        var refused = (await WishAsync(People.Operator, number, seen, value)).Refused;

        Assert.Equal((code, words), (refused?.Code, refused?.Message));
        Assert.Empty(await _rig.AuditAsync(AuditEvents.GuardChanged));
        Assert.Single(await _rig.AuditAsync(AuditEvents.CommandRefused));
    }

    [Fact]
    public async Task Change_WithoutReasonOrRight_IsRefused()
    {
        Assert.Equal("reason-required", (await WishAsync(People.Operator, GuardNumber.DevicesPerBatch, 25, 5, "short")).Refused?.Code);
        Assert.NotNull((await WishAsync(People.Auditor, GuardNumber.DevicesPerBatch, 25, 5)).Refused);
        Assert.Equal(25, (await ShownAsync(GuardNumber.DevicesPerBatch)).Value);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("""{"DevicesPerBatch":"5"}""")]
    [InlineData("""{"DevicesPerBatch":0}""")]
    [InlineData("""{"DevicesPerBatch":5.5}""")]
    [InlineData("""{"devicesPerBatch":5}""")]
    [InlineData("""{"0":5}""")]
    [InlineData("""{"DevicesPerMinute":5}""")]
    [InlineData("""{"RefuseAfterDays":14}""")]
    public async Task Unreadable_SendsNothingAndPagesStay(string stored)
    {
        var batchId = await _rig.BatchAsync(1);
        var review = await _rig.ReviewAsync(Shared.Resets.OrderKind.AutopilotReset, Devices.Clean(2, _rig.Now));
        await StoreAsync(stored);

        Assert.Equal("guards-unreadable", (await MaySendAsync(batchId))?.Code);
        Assert.Equal("guards-unreadable", (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Refused?.Code);
        Assert.Equal("guards-unreadable", (await WishAsync(People.Operator, GuardNumber.DevicesPerHour, 0, 5)).Refused?.Code);
        Assert.Equal("guards-unreadable", (await _rig.Desk.TakeOverAsync(_rig.Second, batchId, default)).Refused?.Code);

        var guards = await _rig.Guards.GetAsync(People.Operator, default);
        Assert.Equal((25, true), (guards.Numbers.Single(n => n.Number == GuardNumber.DevicesPerBatch).Value, guards.NumbersProblem is not null));
        Assert.NotNull(await _rig.Desk.GetBatchAsync(People.Operator, batchId, default));
        var contexts = _rig.Get<EligibilityContexts>();
        Assert.Equal(30, (await contexts.BuildAsync(People.Operator.Account(), null, default)).Thresholds.RefuseAfterDaysWithoutCheckIn);
        await Assert.ThrowsAsync<GuardsUnreadableException>(async () => await contexts.BuildForAsync((await _rig.RequestsAsync(batchId))[0], People.Operator.Account(), null, default));

        // Nobody is kept from stopping.
        Assert.Null((await _rig.Desk.PauseAsync(People.Operator, batchId, DeskRig.Because, default)).Refused);
        Assert.Null((await _rig.Guards.SetKillSwitchAsync(People.Operator, true, DeskRig.Because, default)).Refused);
        Assert.Equal("guards-unreadable", (await _rig.Guards.SetKillSwitchAsync(People.Operator, false, DeskRig.Because, default)).Refused?.Code);
    }

    /// <summary>A row that is lost opens nothing: nothing is sent until it is back as the audit had it.</summary>
    [Fact]
    public async Task RowLost_SendsNothingAndComesBackAsTheAuditHadIt()
    {
        var batchId = await _rig.BatchAsync(1);
        await WishAsync(People.Operator, GuardNumber.DevicesPerBatch, 25, 5);
        await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 5, 4, Other);
        _rig.File.Execute("DELETE FROM GuardNumbers");
        Assert.Equal("guards-unreadable", (await MaySendAsync(batchId))?.Code);

        await _rig.Console.WriteAsync(db => GuardRows.EnsureAsync(db, TestDatabase.Tenant, default), default);

        Assert.Null(await MaySendAsync(batchId));
        Assert.Equal(new ShownNumber(GuardNumber.DevicesPerBatch, 4, 25) { Changed = new("sven", _rig.Now, Other) }, await ShownAsync(GuardNumber.DevicesPerBatch));
    }

    /// <summary>Who changed what is only shown: no reason to know nothing of the numbers.</summary>
    [Fact]
    public async Task ChangesAndAsksDamaged_NumbersAreReadAllTheSame()
    {
        var batchId = await _rig.BatchAsync(1);
        _rig.File.Execute("UPDATE GuardNumbers SET \"Changes\" = 'x', \"Asks\" = 'x'");

        Assert.Null(await MaySendAsync(batchId));
    }

    /// <summary>The gate reads what is committed in the database that it asks, not what this process believed.</summary>
    [Fact]
    public async Task Gate_ReadsTheRowOfItsOwnTransaction()
    {
        var batchId = await _rig.BatchAsync(1, 2);
        await _rig.AttemptAsync((await _rig.RequestsAsync(batchId))[0], _rig.Now, 204);
        Assert.Null(await MaySendAsync(batchId));

        await _rig.Console.WriteAsync(async db =>
        {
            (await db.Set<GuardNumbersRow>().SingleAsync()).Numbers = """{"DevicesPer24Hours":1}""";
            await db.SaveChangesAsync();
            Assert.Equal("daily-cap", (await GateAsync(db, batchId))?.Code);
            Assert.Null(await _rig.Console.ReadAsync(other => GateAsync(other, batchId)));
        }, default);
        Assert.Equal("daily-cap", (await MaySendAsync(batchId))?.Code);
    }

    /// <summary>Every guard that a number decides goes by the row, whatever the configuration says.</summary>
    [Fact]
    public async Task Confirm_JudgesByWhatHoldsNowNotAtTheReview()
    {
        var review = await _rig.ReviewAsync(Shared.Resets.OrderKind.AutopilotReset, Devices.Clean(1, _rig.Now), Devices.Clean(2, _rig.Now));
        await WishAsync(_rig.Second, GuardNumber.DevicesPerBatch, 25, 1);
        Assert.Equal("batch-too-large", (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Refused?.Code);

        await StoreAsync("""{"ReasonMinLength":200}""");
        Assert.Equal("reason-required", (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Refused?.Code);

        await StoreAsync("""{"ConfirmSignInMinutes":5}""");
        Assert.Equal("sign-in-again", (await _rig.Desk.ConfirmAsync(People.Operator with { SignedInAt = _rig.Now.AddMinutes(-6) }, DeskRig.Typed(review), default)).Refused?.Code);

        await StoreAsync("""{"RefuseAfterDays":2,"ReleaseAfterDays":1}""");
        Assert.Equal((1, 2), (await _rig.Get<EligibilityContexts>().BuildAsync(People.Operator.Account(), null, default)).Thresholds is var t ? (t.ReleaseAfterDaysWithoutCheckIn, t.RefuseAfterDaysWithoutCheckIn) : default);
        Assert.Null((await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Refused);
        Assert.Null((await _rig.Console.ReadAsync(db => db.Batches.SingleAsync())).ApprovalBecause);

        await StoreAsync("""{"ApprovalAboveDevices":0}""");
        Assert.NotNull((await _rig.ReviewAsync(Shared.Resets.OrderKind.AutopilotReset, Devices.Clean(3, _rig.Now))).ApprovalBecause);

        await StoreAsync("""{"ConfirmationValidHours":1}""");
        _rig.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("confirmation-expired", (await MaySendAsync((await _rig.Console.ReadAsync(db => db.Batches.SingleAsync())).Id))?.Code);
    }

    private Task StoreAsync(string numbers) => _rig.Console.WriteAsync(async db => (await db.Set<GuardNumbersRow>().SingleAsync()).Numbers = numbers, default);

    private Task<Outcome<Done>> WishAsync(Admin admin, GuardNumber number, int seen, int value, string because = DeskRig.Because) =>
        _rig.Guards.ChangeNumberAsync(admin with { SignedInAt = _rig.Now }, new NumberWish(number, value, seen), because, default);

    private async Task<ShownNumber> ShownAsync(GuardNumber number, Admin? viewer = null) =>
        (await _rig.Guards.GetAsync(viewer ?? People.Operator, default)).Numbers.Single(n => n.Number == number);

    private Task<Refused?> MaySendAsync(Guid batchId) => _rig.Console.ReadAsync(db => GateAsync(db, batchId));

    private async Task<Refused?> GateAsync(ConsoleDbContext db, Guid batchId) =>
        await _rig.Get<GuardGate>().MaySendAsync(db, await db.Batches.AsNoTracking().SingleAsync(b => b.Id == batchId), null, _rig.Now, default);
}
