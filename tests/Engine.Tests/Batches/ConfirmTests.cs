using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

public sealed class ConfirmTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Confirm_ThreeDevices_WritesBatchRequestsLoanAndAudit()
    {
        var review = await _rig.CleanReviewAsync(1, 2, 3);

        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(review) with { Ticket = "INC-1" });

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
        var review = await _rig.CleanReviewAsync(1, 2);

        await _rig.ConfirmAsync(DeskRig.Typed(review) with { Ticket = "INC-1", NextUser = NextUser.Pool });

        Assert.Equal(
            $"Autopilot Reset of 2 devices: PC-0001 (serial 5CG0000001); PC-0002 (serial 5CG0000002). Next: the pool. Justification: {DeskRig.Because} (ticket INC-1). Cannot be recalled once Intune has it.",
            (await _rig.AuditAsync(AuditEvents.BatchConfirmed)).Single().Text);
    }

    [Fact]
    public async Task Confirm_WithoutAPlan_IsOneWave()
    {
        var batch = await _rig.BatchAsync(1, 2);

        var row = await _rig.Console.ReadAsync(db => db.Batches.SingleAsync());
        Assert.Equal((null, 1, 0), (row.WavePlan, row.Waves, row.OpenWave));
        Assert.All(await _rig.RequestsAsync(batch), r => Assert.Equal(0, r.Wave));
    }

    [Fact]
    public async Task Confirm_WithAPlan_FreezesItAndCutsTheListInItsOrder()
    {
        var plan = new WavePlan { Sizes = [Amount.Of(1), Amount.Percent(50)], Soak = TimeSpan.FromMinutes(30), MostFailures = Amount.Of(0) };
        var review = await _rig.CleanReviewAsync(1, 2, 3, 4);

        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(review) with { Waves = plan });

        Assert.Null(confirmed.Refused);
        var row = await _rig.Console.ReadAsync(db => db.Batches.SingleAsync());
        Assert.Equal((3, 0, _rig.Now), (row.Waves, row.OpenWave, row.WaveOpenedAt));
        Assert.Equal(FrozenPlan.Write(plan), FrozenPlan.Write(FrozenPlan.Of(row)));
        Assert.Equal([0, 1, 1, 2], (await _rig.RequestsAsync(row.Id)).Select(r => r.Wave));
        var audit = (await _rig.AuditAsync(AuditEvents.BatchConfirmed)).Single();
        Assert.Contains("In 3 waves of 1, 2 and 1 devices.", audit.Text, StringComparison.Ordinal);
        Assert.Contains("\\u0022soakSeconds\\u0022:1800", System.Text.Encoding.UTF8.GetString(audit.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_AgainWithAnotherPlan_IsRefused()
    {
        var review = await _rig.CleanReviewAsync(1, 2);
        await _rig.ConfirmAsync(DeskRig.Typed(review) with { Waves = new WavePlan { Sizes = [Amount.Of(1)] } });

        var again = await _rig.ConfirmAsync(DeskRig.Typed(review) with { Waves = new WavePlan { Sizes = [Amount.Of(1)], Needed = 0 } });

        Assert.Equal("already-confirmed", again.Refused?.Code);
    }

    [Fact]
    public async Task Confirm_PlanThatCannotBeKept_IsRefused()
    {
        var typed = DeskRig.Typed(await _rig.CleanReviewAsync(1, 2));

        await _rig.RefusedAsync("wave-plan", typed with { Waves = new WavePlan { Sizes = [] } });
        await _rig.RefusedAsync("wave-plan", typed with { Waves = new WavePlan { Needed = 101 } });
    }

    [Fact]
    public async Task Confirm_SameReviewTwentyTimesAtOnce_IsOneBatch()
    {
        var review = await _rig.CleanReviewAsync(1, 2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _rig.ConfirmAsync(DeskRig.Typed(review)))));

        Assert.All(answers, a => Assert.Null(a.Refused));
        Assert.Single(answers.Select(a => a.Value).Distinct());
        Assert.Equal((1, 2), (await _rig.CountAsync<Batch>(), await _rig.CountAsync<DeviceRequest>()));
        Assert.Single(await _rig.AuditAsync(AuditEvents.BatchConfirmed));
        Assert.Equal([answers[0].Value], _rig.Entra.Loans.Keys);
    }

    [Fact]
    public async Task Confirm_SameReviewInOtherWords_IsRefused()
    {
        var review = await _rig.CleanReviewAsync(1);
        await _rig.ConfirmAsync(DeskRig.Typed(review));

        await _rig.RefusedAsync("already-confirmed", DeskRig.Typed(review) with { Justification = "Quite another justification" }, batches: 1);
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
        await _rig.RefusedAsync("wrong-count", DeskRig.Typed(await _rig.CleanReviewAsync(1, 2, 3)) with { TypedCount = typed });

    [Fact]
    public async Task Confirm_ListChangedAfterTyping_IsRefused()
    {
        var review = await _rig.CleanReviewAsync(1, 2, 3);
        await _rig.Desk.TakeOutAsync(People.Operator, review.Id, Devices.Key(2), default);

        await _rig.RefusedAsync("list-changed", DeskRig.Typed(review));
        await _rig.RefusedAsync("list-changed", DeskRig.Typed(review) with { TypedCount = "2" });
    }

    [Fact]
    public async Task Confirm_ReleasedAfterTyping_IsRefused()
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(1, _rig.Now), Devices.Stale(2, _rig.Now));
        await _rig.Desk.ReleaseAsync(People.Operator, review.Id, Devices.Key(2), DeskRig.Because, default);

        await _rig.RefusedAsync("list-changed", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_EverythingTakenOut_IsRefusedAsEmpty()
    {
        var review = await _rig.CleanReviewAsync(1);
        await _rig.Desk.TakeOutAsync(People.Operator, review.Id, Devices.Key(1), default);
        review = (await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!;

        await _rig.RefusedAsync("nothing-to-send", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_AllRefused_IsRefusedAsEmpty() =>
        await _rig.RefusedAsync("nothing-to-send", DeskRig.Typed(await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Hybrid(1, _rig.Now))));

    [Fact]
    public async Task Confirm_ReviewOlderThanTheSetting_IsRefused()
    {
        var review = await _rig.CleanReviewAsync(1);
        _rig.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null((await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!.Guards.FirstOrDefault());
        _rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEmpty((await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!.Guards);
        await _rig.RefusedAsync("review-expired", DeskRig.Typed(review));
    }

    [Fact]
    public async Task Confirm_StillReading_IsRefused()
    {
        var started = await _rig.Desk.StartReviewAsync(People.Operator, _rig.Catalogue.Select(Devices.Clean(1, _rig.Now)), OrderKind.AutopilotReset, default);
        var review = (await _rig.Desk.GetReviewAsync(People.Operator, started.Value, default))!;

        await _rig.RefusedAsync("review-incomplete", DeskRig.Typed(review) with { TypedCount = "1" });
    }

    [Fact]
    public async Task Confirm_SomebodyElsesReview_IsRefusedAsUnknown()
    {
        var other = People.Named("otto", AccessLevel.Operator);
        _rig.Entra.Grant(other);
        var review = await _rig.CleanReviewAsync(1);

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
        await _rig.RefusedAsync("reason-required", DeskRig.Typed(await _rig.CleanReviewAsync(1)) with { Justification = justification! });

    [Fact]
    public async Task Confirm_NextUserOutOfRange_IsRefused() =>
        await _rig.RefusedAsync("next-user-required", DeskRig.Typed(await _rig.CleanReviewAsync(1)) with { NextUser = (NextUser)7 });

    [Fact]
    public async Task Confirm_Released_KeepsCodesAndAuditsTheReason()
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Stale(1, _rig.Now));
        await _rig.Desk.ReleaseAsync(People.Operator, review.Id, Devices.Key(1), "It lies on my desk", default);
        review = (await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!;

        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(review));

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

        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(review) with { TypedSerial = typed, TypedCount = "1" });

        Assert.Equal(refusal, confirmed.Refused?.Code);
        if (refusal is not null)
            return;
        var request = (await _rig.RequestsAsync(confirmed.Value)).Single();
        Assert.Equal((OrderKind.Wipe, true), (request.Kind, request.WasHybrid));
    }

    /// <summary>Several are named by their number, never by one serial; no device without a serial of its own is among them; and a second person decides.</summary>
    [Theory]
    [InlineData("2", null)]
    [InlineData("3", "wrong-count")]
    [InlineData("", "wrong-count")]
    [InlineData(null, "wrong-count")]
    public async Task Confirm_WipeOfSeveral_ByTypedNumber(string? typed, string? refusal)
    {
        var review = await _rig.ReviewAsync(OrderKind.Wipe, Devices.Hybrid(1, _rig.Now), Devices.Clean(2, _rig.Now), Devices.Clean(3, _rig.Now) with { Serial = "Default string" });
        Assert.Equal([true, true, false], review.Devices.Select(d => d.WillBeSent));

        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(review) with { TypedSerial = "5CG0000001", TypedCount = typed });

        Assert.Equal(refusal, confirmed.Refused?.Code);
        if (refusal is not null)
            return;
        Assert.Equal([OrderKind.Wipe, OrderKind.Wipe], (await _rig.RequestsAsync(confirmed.Value)).Select(r => r.Kind));
        Assert.Equal("every wipe needs it", (await _rig.Desk.GetBatchAsync(People.Operator, confirmed.Value, default))!.Approval?.Because);
        Assert.Contains("Wipe of 2 devices: ", (await _rig.AuditAsync(AuditEvents.BatchConfirmed)).Single().Text, StringComparison.Ordinal);
    }
}
