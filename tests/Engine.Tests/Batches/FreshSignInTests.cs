using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>A session left open, one renewed without asking, one of which Entra does not say, one from the future: none of them starts anything (decision 0036).</summary>
public sealed class FreshSignInTests : IAsyncDisposable
{
    private const int Approve = 15 * 60, Confirm = 60 * 60;

    private static readonly Admin Second = People.Named("sven", AccessLevel.Operator);

    private readonly DeskRig _rig = new(new Dictionary<string, string?> { ["Guards:ConfirmSignInMinutes"] = "60", ["Guards:ApprovalAboveDevices"] = "1" });

    public FreshSignInTests() => _rig.Entra.Grant(Second);

    public static TheoryData<int?, bool> Sessions(int limit) => new() { { null, false }, { -limit - 1, false }, { (5 * 60) + 1, false }, { -limit, true }, { 5 * 60, true } };

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [MemberData(nameof(Sessions), Confirm)]
    public async Task Confirm_NeedsASignInOfTheLastHour(int? seconds, bool passes)
    {
        var review = await _rig.CleanReviewAsync(1);

        var confirmed = await _rig.Desk.ConfirmAsync(SignedIn(People.Operator, seconds), DeskRig.Typed(review), default);

        Assert.Equal((passes ? null : "sign-in-again", passes ? 1 : 0), (confirmed.Refused?.Code, await _rig.CountAsync<Batch>()));
        Assert.Equal(passes ? 0 : 1, (await _rig.AuditAsync(AuditEvents.CommandRefused)).Count);
        Assert.Equal(passes, _rig.Entra.Loans.Count == 1);
    }

    /// <summary>Nothing is lost by signing in: the same review is confirmed afterwards.</summary>
    [Fact]
    public async Task Confirm_AfterSigningInAgain_Passes()
    {
        var review = await _rig.CleanReviewAsync(1);
        Assert.Equal("sign-in-again", (await _rig.Desk.ConfirmAsync(SignedIn(People.Operator, null), DeskRig.Typed(review), default)).Refused?.Code);

        Assert.Null((await _rig.Desk.ConfirmAsync(SignedIn(People.Operator, 0), DeskRig.Typed(review), default)).Refused);
    }

    /// <summary>A click repeated after the hour is over is told of its batch, not sent away.</summary>
    [Fact]
    public async Task Confirm_RepeatedWithAnOldSession_IsTheSameBatch()
    {
        var review = await _rig.CleanReviewAsync(1);
        var first = await _rig.Desk.ConfirmAsync(SignedIn(People.Operator, 0), DeskRig.Typed(review), default);

        Assert.Equal(first.Value, (await _rig.Desk.ConfirmAsync(SignedIn(People.Operator, -Confirm - 1), DeskRig.Typed(review), default)).Value);
    }

    [Theory]
    [MemberData(nameof(Sessions), Confirm)]
    public async Task TakeOver_NeedsASignInOfTheLastHour(int? seconds, bool passes)
    {
        var batch = await BatchAsync(1);

        var taken = await _rig.Desk.TakeOverAsync(SignedIn(Second, seconds), batch, default);

        var sends = await _rig.Console.ReadAsync(db => db.Batches.Where(b => b.Id == batch).Select(b => b.SendsAs.Id).SingleAsync());
        Assert.Equal((passes ? null : "sign-in-again", passes ? Second.AccountId : People.Operator.AccountId), (taken.Refused?.Code, sends));
    }

    [Theory]
    [MemberData(nameof(Sessions), Approve)]
    public async Task Approve_NeedsASignInOfTheLastQuarterOfAnHour(int? seconds, bool passes)
    {
        var batch = await BatchAsync(1, 2);
        var hash = (await _rig.Desk.GetBatchAsync(Second, batch, default))!.Approval!.FrozenHash;

        var approved = await _rig.Desk.ApproveAsync(SignedIn(Second, seconds), new Approving(batch, hash, "2"), default);

        var by = await _rig.Console.ReadAsync(db => db.Batches.Where(b => b.Id == batch).Select(b => b.ApprovedAt).SingleAsync());
        Assert.Equal((passes ? null : "sign-in-again", passes), (approved.Refused?.Code, by is not null));
        Assert.Equal(passes ? 0 : 1, (await _rig.AuditAsync(AuditEvents.CommandRefused)).Count);
    }

    private Admin SignedIn(Admin admin, int? seconds) => admin with { SignedInAt = seconds is { } s ? _rig.Now.AddSeconds(s) : null };

    private async Task<Guid> BatchAsync(params int[] numbers)
    {
        var review = await _rig.CleanReviewAsync(numbers);
        return (await _rig.Desk.ConfirmAsync(SignedIn(People.Operator, 0), DeskRig.Typed(review), default)).Value;
    }
}
