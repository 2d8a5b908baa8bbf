using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

public sealed class ConfirmTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Confirm_ThreeDevices_WritesBatchRequestsLoanAndAudit()
    {
        var review = await ReviewAsync(1, 2, 3);

        var confirmed = await ConfirmAsync(DeskRig.Typed(review) with { Ticket = "INC-1" });

        Assert.Null(confirmed.Refused);
        var batch = await _rig.Console.ReadAsync(db => db.Batches.SingleAsync());
        Assert.Equal((confirmed.Value, BatchState.Running, _rig.Now, review.FrozenHash), (batch.Id, batch.State, batch.StandsSince, batch.FrozenHash));
        Assert.Equal(People.Operator.Account(), batch.SendsAs);
        Assert.Equal(People.Operator.AccountId, _rig.Entra.Loans[batch.Id]);
        var requests = await _rig.RequestsAsync(batch.Id);
        Assert.Equal([Devices.ManagedId(1), Devices.ManagedId(2), Devices.ManagedId(3)], requests.Select(r => r.OpenManagedDeviceId));
        Assert.Equal([Devices.EntraId(1), Devices.EntraId(2), Devices.EntraId(3)], requests.Select(r => r.OpenEntraDeviceId));
        Assert.All(requests, r => Assert.Equal((DeviceState.Planned, "user-" + (r.Position + 1)), (r.State, r.Confirmed.PrimaryUserId)));
        Assert.Equal(
            [AuditEvents.BatchConfirmed, AuditEvents.RequestPlanned, AuditEvents.RequestPlanned, AuditEvents.RequestPlanned],
            (await _rig.AuditAsync()).Select(e => e.Type));
    }

    [Fact]
    public async Task Confirm_TextOfTheAudit_NamesDevicesJustificationAndTicket()
    {
        var review = await ReviewAsync(1, 2);

        await ConfirmAsync(DeskRig.Typed(review) with { Ticket = "INC-1", NextUser = NextUser.Pool });

        Assert.Equal(
            $"Autopilot Reset of 2 devices: PC-0001 (serial 5CG0000001); PC-0002 (serial 5CG0000002). Next: the pool. Justification: {DeskRig.Because} (ticket INC-1). Cannot be recalled once Intune has it.",
            (await _rig.AuditAsync(AuditEvents.BatchConfirmed)).Single().Text);
    }

    [Fact]
    public async Task Confirm_SameReviewTwentyTimesAtOnce_IsOneBatch()
    {
        var review = await ReviewAsync(1, 2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => ConfirmAsync(DeskRig.Typed(review)))));

        Assert.All(answers, a => Assert.Null(a.Refused));
        Assert.Single(answers.Select(a => a.Value).Distinct());
        Assert.Equal((1, 2), (await _rig.CountAsync<Batch>(), await _rig.CountAsync<DeviceRequest>()));
        Assert.Single(await _rig.AuditAsync(AuditEvents.BatchConfirmed));
        Assert.Equal([answers[0].Value], _rig.Entra.Loans.Keys);
    }

    [Fact]
    public async Task Confirm_SameReviewInOtherWords_IsRefused()
    {
        var review = await ReviewAsync(1);
        await ConfirmAsync(DeskRig.Typed(review));

        await RefusedAsync("already-confirmed", DeskRig.Typed(review) with { Justification = "Quite another justification" }, batches: 1);
    }

    [Fact]
    public async Task Confirm_TwoReviewsOfOneDeviceAtOnce_IsOneBatchAndANamedRefusal()
    {
        var reviews = new[] { await ReviewAsync(1), await ReviewAsync(1) };

        var answers = await Task.WhenAll(reviews.Select(r => Task.Run(() => ConfirmAsync(DeskRig.Typed(r)))));

        var refused = Assert.Single(answers, a => a.IsRefused).Refused!;
        Assert.Contains("PC-0001", refused.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (await _rig.CountAsync<Batch>(), await _rig.CountAsync<DeviceRequest>()));
        Assert.Single(_rig.Entra.Loans);
    }

    [Fact]
    public async Task Confirm_OpenRequestThatOnlyTheIndexKnows_IsRefusedByTheIndex()
    {
        var review = await ReviewAsync(1);
        var other = await _rig.BatchAsync(2);
        var request = (await _rig.RequestsAsync(other)).Single();

        // Another tenant's spelling slips past the question; the same tenant's open id does not slip past the index.
        _rig.File.Execute($"UPDATE Requests SET OpenManagedDeviceId = upper(OpenManagedDeviceId), OpenEntraDeviceId = '{Devices.EntraId(1)}' WHERE Id = '{request.Id.ToString().ToUpperInvariant()}'");

        await RefusedAsync("open-order", DeskRig.Typed(review), batches: 1);
        Assert.Equal([other], _rig.Entra.Loans.Keys);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("4")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("three")]
    [InlineData("all")]
    [InlineData("+3")]
    [InlineData("3.0")]
    public async Task Confirm_WrongCount_IsRefused(string? typed) =>
        await RefusedAsync("wrong-count", DeskRig.Typed(await ReviewAsync(1, 2, 3)) with { TypedCount = typed });

    [Fact]
    public async Task Confirm_ListChangedAfterTyping_IsRefused()
    {
        var review = await ReviewAsync(1, 2, 3);
        await _rig.Desk.TakeOutAsync(People.Operator, review.Id, Devices.Key(2), default);

        await RefusedAsync("list-changed", DeskRig.Typed(review));
        await RefusedAsync("list-changed", DeskRig.Typed(review) with { TypedCount = "2" });
    }

    [Fact]
    public async Task Confirm_ReleasedAfterTyping_IsRefused()
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(1, _rig.Now), Devices.Stale(2, _rig.Now));
        await _rig.Desk.ReleaseAsync(People.Operator, review.Id, Devices.Key(2), DeskRig.Because, default);

        await RefusedAsync("list-changed", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_EverythingTakenOut_IsRefusedAsEmpty()
    {
        var review = await ReviewAsync(1);
        await _rig.Desk.TakeOutAsync(People.Operator, review.Id, Devices.Key(1), default);
        review = (await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!;

        await RefusedAsync("nothing-to-send", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_AllRefused_IsRefusedAsEmpty() =>
        await RefusedAsync("nothing-to-send", DeskRig.Typed(await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Hybrid(1, _rig.Now))));

    [Fact]
    public async Task Confirm_ReviewOlderThanTheSetting_IsRefused()
    {
        var review = await ReviewAsync(1);
        _rig.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null((await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!.Guards.FirstOrDefault());
        _rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEmpty((await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!.Guards);
        await RefusedAsync("review-expired", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_StillReading_IsRefused()
    {
        var started = await _rig.Desk.StartReviewAsync(People.Operator, _rig.Catalogue.Select(Devices.Clean(1, _rig.Now)), OrderKind.AutopilotReset, default);
        var review = (await _rig.Desk.GetReviewAsync(People.Operator, started.Value, default))!;

        await RefusedAsync("review-incomplete", DeskRig.Typed(review) with { TypedCount = "1" });
    }

    [Fact]
    public async Task Confirm_SomebodyElsesReview_IsRefusedAsUnknown()
    {
        var other = People.Named("otto", AccessLevel.Operator);
        _rig.Entra.Grant(other);
        var review = await ReviewAsync(1);

        Assert.Null(await _rig.Desk.GetReviewAsync(other, review.Id, default));
        Assert.Equal("review-not-found", (await _rig.Desk.ConfirmAsync(other, DeskRig.Typed(review), default)).Refused?.Code);
        Assert.Equal(0, await _rig.CountAsync<Batch>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("         .")]
    [InlineData("too short")]
    [InlineData(null)]
    public async Task Confirm_NoJustification_IsRefused(string? justification) =>
        await RefusedAsync("reason-required", DeskRig.Typed(await ReviewAsync(1)) with { Justification = justification! });

    [Fact]
    public async Task Confirm_NextUserOutOfRange_IsRefused() =>
        await RefusedAsync("next-user-required", DeskRig.Typed(await ReviewAsync(1)) with { NextUser = (NextUser)7 });

    [Fact]
    public async Task Confirm_KillSwitchOn_IsRefused()
    {
        var review = await ReviewAsync(1);
        await _rig.Console.WriteAsync(async db => (await db.Set<KillSwitchRow>().SingleAsync()).On = true, default);

        await RefusedAsync("kill-switch", DeskRig.Typed(review));
    }

    [Theory]
    [InlineData("DELETE FROM KillSwitches")]
    [InlineData("DROP TABLE KillSwitches")]
    [InlineData("DROP TABLE GuardEntries")]
    [InlineData("DROP TABLE KnownAdmins")]
    [InlineData("DROP TABLE Attempts")]
    public async Task Confirm_GuardsUnreadable_IsRefused(string damage)
    {
        var review = await ReviewAsync(1);
        _rig.File.Execute(damage);

        await RefusedAsync("guards-unreadable", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_ProtectedSinceTheReview_IsRefused()
    {
        var review = await ReviewAsync(1, 2);
        await _rig.Console.WriteAsync(db => KnownAdmins.RememberAsync(
            db, People.Operator.Account() with { ObjectId = Devices.User(2).Id }, AccessLevel.Operator, _rig.Now, default), default);

        var refused = await RefusedAsync("verdict-changed", DeskRig.Typed(review));
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

        await RefusedAsync("hybrid-joined", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_NoTokenToLend_IsRefused()
    {
        var review = await ReviewAsync(1);
        _rig.Entra.LendingFails = new Engine.Identity.SignInNeededException("Sign in again.");

        await RefusedAsync("no-token", DeskRig.Typed(review));
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

    [Fact]
    public async Task Confirm_Released_KeepsCodesAndAuditsTheReason()
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Stale(1, _rig.Now));
        await _rig.Desk.ReleaseAsync(People.Operator, review.Id, Devices.Key(1), "It lies on my desk", default);
        review = (await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!;

        var confirmed = await ConfirmAsync(DeskRig.Typed(review));

        Assert.Null(confirmed.Refused);
        Assert.Equal(["check-in-stale"], (await _rig.RequestsAsync(confirmed.Value)).Single().ReleasedCodes);
        Assert.Contains("It lies on my desk", (await _rig.AuditAsync(AuditEvents.RequestReleased)).Single().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5CG0000001", null)]
    [InlineData(" 5cg0000001 ", null)]
    [InlineData("5CG0000002", "wrong-serial")]
    [InlineData("", "wrong-serial")]
    [InlineData(null, "wrong-serial")]
    public async Task Confirm_WipeByTypedSerial(string? typed, string? refusal)
    {
        var review = await _rig.ReviewAsync(OrderKind.Wipe, Devices.Hybrid(1, _rig.Now));

        var confirmed = await ConfirmAsync(DeskRig.Typed(review) with { TypedSerial = typed, TypedCount = "1" });

        Assert.Equal(refusal, confirmed.Refused?.Code);
        if (refusal is not null)
            return;
        var request = (await _rig.RequestsAsync(confirmed.Value)).Single();
        Assert.Equal((OrderKind.Wipe, true), (request.Kind, request.WasHybrid));
    }

    private Task<Review> ReviewAsync(params int[] numbers) => _rig.ReviewAsync(OrderKind.AutopilotReset, numbers.Select(n => Devices.Clean(n, _rig.Now)));

    private Task<Outcome<Guid>> ConfirmAsync(Confirmation confirmation) => _rig.Desk.ConfirmAsync(People.Operator, confirmation, default);

    /// <summary>Refused with this code, audited once, and nothing else happened.</summary>
    private async Task<Refused> RefusedAsync(string code, Confirmation confirmation, int batches = 0)
    {
        var audited = (await _rig.AuditAsync(AuditEvents.CommandRefused)).Count;
        var loans = _rig.Entra.Loans.Count;

        var answer = await ConfirmAsync(confirmation);

        Assert.Equal(code, answer.Refused?.Code);
        Assert.Equal((batches, loans), (await _rig.CountAsync<Batch>(), _rig.Entra.Loans.Count));
        var refusals = await _rig.AuditAsync(AuditEvents.CommandRefused);
        Assert.Equal(audited + 1, refusals.Count);
        Assert.Contains(code, refusals[^1].Text, StringComparison.Ordinal);
        return answer.Refused!;
    }
}
