using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

public sealed class ConfirmGuardsTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Confirm_TwoReviewsOfOneDeviceAtOnce_IsOneBatchAndANamedRefusal()
    {
        var reviews = new[] { await _rig.CleanReviewAsync(1), await _rig.CleanReviewAsync(1) };

        var answers = await Task.WhenAll(reviews.Select(r => Task.Run(() => _rig.ConfirmAsync(DeskRig.Typed(r)))));

        var refused = Assert.Single(answers, a => a.IsRefused).Refused!;
        Assert.Contains("PC-0001", refused.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (await _rig.CountAsync<Batch>(), await _rig.CountAsync<DeviceRequest>()));
        Assert.Single(_rig.Entra.Loans);
    }

    [Fact]
    public async Task Confirm_OpenRequestThatOnlyTheIndexKnows_IsRefusedByTheIndex()
    {
        var review = await _rig.CleanReviewAsync(1);
        var other = await _rig.BatchAsync(2);
        var request = (await _rig.RequestsAsync(other)).Single();

        // Another tenant's spelling slips past the question; the same tenant's open id does not slip past the index.
        _rig.File.Execute($"UPDATE Requests SET OpenManagedDeviceId = upper(OpenManagedDeviceId), OpenEntraDeviceId = '{Devices.EntraId(1)}' WHERE Id = '{request.Id.ToString().ToUpperInvariant()}'");

        await _rig.RefusedAsync("open-order", DeskRig.Typed(review), batches: 1);
        Assert.Equal([other], _rig.Entra.Loans.Keys);
    }

    [Fact]
    public async Task Confirm_KillSwitchOn_IsRefused()
    {
        var review = await _rig.CleanReviewAsync(1);
        await _rig.Console.WriteAsync(async db => (await db.Set<KillSwitchRow>().SingleAsync()).On = true, default);

        await _rig.RefusedAsync("kill-switch", DeskRig.Typed(review));
    }

    [Theory]
    [InlineData("DELETE FROM KillSwitches")]
    [InlineData("DROP TABLE KillSwitches")]
    [InlineData("DROP TABLE GuardEntries")]
    [InlineData("DROP TABLE KnownAdmins")]
    [InlineData("DROP TABLE SentMinutes")]
    public async Task Confirm_GuardsUnreadable_IsRefused(string damage)
    {
        var review = await _rig.CleanReviewAsync(1);
        _rig.File.Execute(damage);

        await _rig.RefusedAsync("guards-unreadable", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_ProtectedSinceTheReview_IsRefused()
    {
        var review = await _rig.CleanReviewAsync(1, 2);
        await _rig.Console.WriteAsync(db => KnownAdmins.RememberAsync(
            db, People.Operator.Account() with { ObjectId = Devices.User(2).Id }, AccessLevel.Operator, _rig.Now, default), default);

        var refused = await _rig.RefusedAsync("verdict-changed", DeskRig.Typed(review));
        Assert.Contains("PC-0002", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PC-0001", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_HybridWithADoctoredVerdict_IsRefused()
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Hybrid(1, _rig.Now));
        _rig.File.Execute("""UPDATE ReviewDevices SET Judgement = '{"reasons":[]}'""");
        review = (await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!;
        Assert.True(review.Devices.Single().WillBeSent);

        await _rig.RefusedAsync("hybrid-joined", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_NoTokenToLend_IsRefused()
    {
        var review = await _rig.CleanReviewAsync(1);
        _rig.Entra.LendingFails = new Engine.Identity.SignInNeededException("Sign in again.");

        await _rig.RefusedAsync("no-token", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_DailyCapReached_IsRefusedAndOneBelowPasses()
    {
        await using var rig = new DeskRig(new Dictionary<string, string?> { ["Guards:DevicesPer24Hours"] = "3" });
        await rig.BatchAsync(1, 2);
        var two = await rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(3, rig.Now), Devices.Clean(4, rig.Now));

        Assert.Single(two.Guards);
        Assert.Equal("daily-cap", (await rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(two), default)).Refused?.Code);
        Assert.Equal(1, await rig.CountAsync<Batch>());

        await rig.Desk.TakeOutAsync(People.Operator, two.Id, Devices.Key(4), default);
        var one = (await rig.Desk.GetReviewAsync(People.Operator, two.Id, default))!;
        Assert.Null((await rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(one), default)).Refused);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("INC", false)]
    [InlineData("INC1234567x", false)]
    [InlineData("xINC1234567", false)]
    [InlineData("INC1234567\n", true)]
    [InlineData("INC1234567", true)]
    public async Task Confirm_TicketPattern_IsHeld(string? ticket, bool passes)
    {
        await using var rig = new DeskRig(new Dictionary<string, string?> { ["Guards:TicketPattern"] = "INC[0-9]{7}" });
        var review = await rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(1, rig.Now));

        var confirmed = await rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review) with { Ticket = ticket }, default);

        Assert.Equal(passes ? null : "ticket", confirmed.Refused?.Code);
        Assert.Equal(passes ? 1 : 0, await rig.CountAsync<Batch>());
    }
}
