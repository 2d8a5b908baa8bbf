using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>When an approval is needed, what it is given for, and who is shown what.</summary>
public sealed class ApprovalCommandTests : IAsyncDisposable
{
    private static readonly Admin Second = People.Named("sven", AccessLevel.Operator);
    private readonly DeskRig _rig = new(new Dictionary<string, string?> { ["Guards:ApprovalAboveDevices"] = "3" });

    public ApprovalCommandTests() => _rig.Entra.Grant(Second);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, "4 devices are more than the 3 that one person may have reset alone (Guards:ApprovalAboveDevices)")]
    public async Task Confirm_ByNumber_DecidesAndTheReviewSaysSoBeforehand(int devices, string? because)
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Enumerable.Range(1, devices).Select(n => Devices.Clean(n, _rig.Now)));
        Assert.Equal(because, review.ApprovalBecause);

        var batch = await DetailAsync((await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Value);

        Assert.Equal((because, because is not null), (batch.Approval?.Because, batch.Row.WaitsForApproval));
        Assert.Equal(because is null ? null : "approval-wanted", await AskAsync(batch.Row.Id));
        Assert.Equal(because is null ? [NoticeKind.BatchStarted] : [NoticeKind.ApprovalWanted], await NoticesAsync());
        Assert.Equal(because is null ? 0 : 1, (await _rig.Get<IOverview>().GetAsync(People.Auditor, default)).WaitingForApproval.Count);
    }

    [Fact]
    public async Task Confirm_SmallBatchesOneAfterTheOther_CountTogetherFor24Hours()
    {
        await _rig.BatchAsync(1, 2);
        Assert.False((await DetailAsync(await _rig.BatchAsync(3))).Row.WaitsForApproval);
        Assert.True((await DetailAsync(await _rig.BatchAsync(4))).Row.WaitsForApproval);
        _rig.Time.Advance(TimeSpan.FromHours(24));

        Assert.False((await DetailAsync(await _rig.BatchAsync(5))).Row.WaitsForApproval);
    }

    [Fact]
    public async Task Confirm_AfterCancellingWhatNeverLeft_ItDoesNotCount_ButWhatLeftDoes()
    {
        var first = await _rig.BatchAsync(1, 2, 3);
        await _rig.AttemptAsync((await _rig.RequestsAsync(first))[0], _rig.Now, 404, live: false);
        await _rig.Desk.CancelUnsentAsync(People.Operator, first, DeskRig.Because, default);

        var second = await _rig.BatchAsync(4, 5);
        var third = await _rig.BatchAsync(6);

        Assert.False((await DetailAsync(second)).Row.WaitsForApproval);
        Assert.True((await DetailAsync(third)).Row.WaitsForApproval);
    }

    [Fact]
    public async Task Confirm_BySomebodyElse_HasTheirOwnCount()
    {
        var batch = await _rig.BatchAsync(1, 2, 3);
        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.ConfirmedBy, Second.Account())), default);
        Assert.False((await DetailAsync(batch)).Row.WaitsForApproval);

        Assert.False((await DetailAsync(await _rig.BatchAsync(4, 5, 6))).Row.WaitsForApproval);
    }

    /// <summary>A repeat or a retry is a new batch, and needs an approval of its own.</summary>
    [Fact]
    public async Task Repeat_OfAnApprovedBatch_NeedsItsOwn()
    {
        var batch = await LargeAsync();
        Assert.Null((await ApproveAsync(Second, batch)).Refused);
        await _rig.Desk.CancelUnsentAsync(People.Operator, batch, DeskRig.Because, default);
        var again = await _rig.Desk.RetryFailedAsync(People.Operator, batch, default);
        Assert.Null(again.Refused);

        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Enumerable.Range(1, 4).Select(n => Devices.Clean(n, _rig.Now)));
        var second = (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Value;

        Assert.Equal("approval-wanted", await AskAsync(second));
    }

    [Fact]
    public async Task Approve_AnotherListOrNumber_IsRefused()
    {
        var batch = await LargeAsync();
        var shown = (await DetailAsync(batch)).Approval!;

        Assert.Equal("list-changed", (await _rig.Desk.ApproveAsync(Fresh(Second), new Approving(batch, "another", "4"), default)).Refused?.Code);
        foreach (var typed in new[] { "", "3", "four", null! })
            Assert.Equal("wrong-count", (await _rig.Desk.ApproveAsync(Fresh(Second), new Approving(batch, shown.FrozenHash, typed), default)).Refused?.Code);
        Assert.Equal("approval-wanted", await AskAsync(batch));
        Assert.Equal(5, (await _rig.AuditAsync(AuditEvents.CommandRefused)).Count);

        Assert.Null((await _rig.Desk.ApproveAsync(Fresh(Second), new Approving(batch, shown.FrozenHash, " 4 "), default)).Refused);
        Assert.Null(await AskAsync(batch));
        Assert.Equal("already-approved", (await ApproveAsync(Second, batch)).Refused?.Code);
    }

    [Fact]
    public async Task Approve_ByAnAuditorOrWhatNeedsNone_IsRefused()
    {
        var (large, small) = (await LargeAsync(), await _rig.BatchAsync(11));
        await _rig.Console.WriteAsync(db => db.Batches.Where(b => b.Id == small).ExecuteUpdateAsync(b => b.SetProperty(x => x.ApprovalBecause, (string?)null)), default);

        Assert.Equal("read-only", (await ApproveAsync(People.Auditor, large)).Refused?.Code);
        Assert.Equal("read-only", (await _rig.Desk.RejectAsync(People.Auditor, large, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal("read-only", (await _rig.Desk.WithdrawApprovalAsync(People.Auditor, large, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal("approval-not-needed", (await _rig.Desk.ApproveAsync(Fresh(Second), new Approving(small, "h", "1"), default)).Refused?.Code);
        Assert.Equal("not-approved", (await _rig.Desk.WithdrawApprovalAsync(Second, large, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal("batch-not-found", (await _rig.Desk.ApproveAsync(Fresh(Second), new Approving(Guid.Empty, "h", "1"), default)).Refused?.Code);
        Assert.Equal("reason-required", (await _rig.Desk.RejectAsync(Second, large, "no", default)).Refused?.Code);
        Assert.Equal("approval-wanted", await AskAsync(large));
    }

    [Fact]
    public async Task Approve_ConfirmationTooOld_IsRefusedUntilTakenOver()
    {
        var batch = await LargeAsync();
        _rig.Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal("confirmation-expired", (await ApproveAsync(Second, batch)).Refused?.Code);
        await _rig.Desk.TakeOverAsync(People.Operator, batch, default);
        Assert.Null((await ApproveAsync(Second, batch)).Refused);
        Assert.Null(await AskAsync(batch));
    }

    [Fact]
    public async Task MaySend_ApprovalAtItsLastMoment_YesAndThenNo()
    {
        var batch = await LargeAsync();
        await ApproveAsync(Second, batch);
        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.StandsSince, _rig.Now.AddHours(12))), default);
        _rig.Time.Advance(TimeSpan.FromHours(24));
        Assert.Null(await AskAsync(batch));
        _rig.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("approval-expired", await AskAsync(batch));
        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.ApprovedAt, _rig.Now.AddSeconds(1))), default);
        Assert.Equal("guards-unreadable", await AskAsync(batch));
    }

    [Fact]
    public async Task TakeOver_BySenderAgain_EndsTheApprovalToo()
    {
        var batch = await LargeAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await ApproveAsync(Second, batch);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));

        await _rig.Desk.TakeOverAsync(People.Operator, batch, default);

        Assert.Equal("approval-wanted", await AskAsync(batch));
        Assert.Single(await _rig.AuditAsync(AuditEvents.BatchApprovalVoided));
        Assert.Equal([NoticeKind.ApprovalWanted, NoticeKind.BatchStarted, NoticeKind.ApprovalWanted], await NoticesAsync());
    }

    [Fact]
    public async Task Reject_AfterSomebodyApproved_StillStopsIt()
    {
        var batch = await LargeAsync();
        var third = People.Named("tove", AccessLevel.Operator);
        _rig.Entra.Grant(third);
        await ApproveAsync(Second, batch);

        Assert.Equal(4, (await _rig.Desk.RejectAsync(third, batch, DeskRig.Because, default)).Value);

        Assert.Equal("batch-not-running", await AskAsync(batch));
        Assert.Equal(
            [AuditEvents.BatchConfirmed, AuditEvents.BatchApproved, AuditEvents.BatchApprovalWithdrawn, AuditEvents.BatchRejected, AuditEvents.BatchFinished],
            (await _rig.AuditAsync()).Select(e => e.Type).Where(t => t.StartsWith("batch.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Detail_SaysWhoMayAndWhatIsUnusual()
    {
        var devices = Enumerable.Range(1, 4).Select(n => Devices.Clean(n, _rig.Now) with { LastCheckIn = n < 3 ? _rig.Now.AddMinutes(-5) : _rig.Now.AddHours(-3) });
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, devices);
        var batch = (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Value;

        var (own, other) = ((await DetailAsync(batch)).Approval!, (await _rig.Desk.GetBatchAsync(Second, batch, default))!.Approval!);

        Assert.True(own is { NotByYou: not null, Wanted: true });
        Assert.True(other is { NotByYou: null, Wanted: true, ApprovedBy: null });
        Assert.StartsWith("2 devices: PC-0001 and others:", Assert.Single(other.Unusual), StringComparison.Ordinal);
        await ApproveAsync(Second, batch);
        var approved = (await DetailAsync(batch)).Approval!;
        Assert.Equal((false, "sven", _rig.Now.AddHours(24)), (approved.Wanted, approved.ApprovedBy, approved.ValidUntil));
    }

    [Theory]
    [InlineData("a", "t", "x", "t1", "a", "T", "y", "t2", true)]
    [InlineData("a", "t", "x", "t1", "b", "u", "X", "t1", true)]
    [InlineData("a", "t", "x", "t1", "b", "t", "y", "t1", false)]
    [InlineData("a", "t", "x", "t1", "a", "u", "x", "t2", false)]
    [InlineData("a", "t", "x", "t1", "", "t", "y", "t1", true)]
    public void IsSamePerson_ByHomeOrByAccount(string h1, string t1, string o1, string r1, string h2, string t2, string o2, string r2, bool same)
    {
        var (one, two) = (new Account(h1, t1, o1, r1, "One", "one"), new Account(h2, t2, o2, r2, "Two", "two"));

        Assert.Equal((same, same), (one.IsSamePersonAs(two), two.IsSamePersonAs(one)));
    }

    private Admin Fresh(Admin admin) => admin with { SignedInAt = _rig.Now };

    private Task<Guid> LargeAsync() => _rig.BatchAsync(1, 2, 3, 4);

    private async Task<BatchDetail> DetailAsync(Guid batch) => (await _rig.Desk.GetBatchAsync(People.Operator, batch, default))!;

    private async Task<Outcome<Done>> ApproveAsync(Admin admin, Guid batch)
    {
        var shown = await DetailAsync(batch);
        return await _rig.Desk.ApproveAsync(Fresh(admin), new Approving(batch, shown.Approval!.FrozenHash, $"{shown.Row.Total}"), default);
    }

    private Task<List<NoticeKind>> NoticesAsync() => _rig.Console.ReadAsync(db => db.Set<Notice>().OrderBy(n => n.Id).Select(n => n.Kind).ToListAsync());

    private Task<string?> AskAsync(Guid batch) => _rig.Console.ReadAsync(async db =>
        (await _rig.Get<GuardGate>().MaySendAsync(db, await db.Batches.SingleAsync(b => b.Id == batch), null, _rig.Now, default))?.Code);
}
