using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>Confirming a cap of a site, and what the page is told of it.</summary>
public sealed class SiteCommandTests : IAsyncDisposable
{
    private static readonly SiteCap Cap = new() { Most = 2, LetsGoAfter = TimeSpan.FromHours(3) };
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Confirm_WithACap_FreezesItAndTheSiteOfEachDevice()
    {
        var batch = await ConfirmedAsync(Cap, "Berlin", "berlin", "Hamburg", null);

        var row = await RowAsync();
        Assert.Equal((Cap, 3), (FrozenSiteCap.Of(row), row.Sites));
        Assert.Equal(["BERLIN", "BERLIN", "HAMBURG", ""], (await _rig.RequestsAsync(batch)).Select(r => r.SiteTag));
        Assert.All(await _rig.RequestsAsync(batch), r => Assert.Equal(("PC", null), (r.SiteName, r.AtWorkSince)));
        var audit = (await _rig.AuditAsync(AuditEvents.BatchConfirmed)).Single();
        Assert.Contains(SiteWords.Of(Cap)!, audit.Text, StringComparison.Ordinal);
        Assert.Contains("letsGoAfterMinutes", System.Text.Encoding.UTF8.GetString(audit.Bytes), StringComparison.Ordinal);
        Assert.Contains("HAMBURG", System.Text.Encoding.UTF8.GetString((await _rig.AuditAsync(AuditEvents.RequestPlanned))[2].Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_WithoutACap_KeepsNoSite()
    {
        var batch = await ConfirmedAsync(null, "Berlin");

        Assert.Equal((null, 0), ((await RowAsync()).SiteCap, (await RowAsync()).Sites));
        Assert.All(await _rig.RequestsAsync(batch), r => Assert.Equal((null, null), (r.SiteTag, r.SiteName)));
        Assert.Null((await _rig.Desk.GetBatchAsync(People.Operator, batch, default))!.Sites);
    }

    [Fact]
    public async Task Confirm_CapThatCannotBeKept_IsRefused()
    {
        var typed = DeskRig.Typed(await _rig.CleanReviewAsync(1, 2));

        await _rig.RefusedAsync("site-cap", typed with { Sites = Cap with { Most = 0 } });
        await _rig.RefusedAsync("site-cap", typed with { Sites = Cap with { LetsGoAfter = TimeSpan.FromDays(30) } });
    }

    [Fact]
    public async Task Confirm_AgainWithAnotherCap_IsRefused()
    {
        var review = await _rig.CleanReviewAsync(1, 2);
        Assert.Null((await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = Cap })).Refused);

        Assert.Equal("already-confirmed", (await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = Cap with { Most = 3 } })).Refused?.Code);
        Assert.Equal("already-confirmed", (await _rig.ConfirmAsync(DeskRig.Typed(review))).Refused?.Code);
        Assert.Null((await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = Cap })).Refused);
    }

    /// <summary>Every part of the cap is part of what is approved; without one the digest is as it was before there were caps.</summary>
    [Fact]
    public async Task Digest_CoversTheCapAndItsSites()
    {
        await ConfirmedAsync(Cap, "Berlin", "Hamburg");
        var batch = await RowAsync();
        var approved = Approvals.Digest(batch);

        await ChangeAsync(b => b.SetProperty(x => x.Sites, 1));
        Assert.NotEqual(approved, Approvals.Digest(await RowAsync()));
        await ChangeAsync(b => b.SetProperty(x => x.Sites, 2).SetProperty(x => x.SiteCap, FrozenSiteCap.Write(Cap with { Most = 3 })));
        Assert.NotEqual(approved, Approvals.Digest(await RowAsync()));
        await ChangeAsync(b => b.SetProperty(x => x.SiteCap, batch.SiteCap));
        Assert.Equal(approved, Approvals.Digest(await RowAsync()));
    }

    [Fact]
    public async Task GetBatch_SiteFull_SaysWhoWaitsAndUntilWhen()
    {
        var batch = await ConfirmedAsync(Cap, "Berlin", "Berlin", "Berlin", "Hamburg");
        foreach (var request in (await _rig.RequestsAsync(batch))[..2])
            await _rig.ChangeAsync(request.Id, r => (r.State, r.AtWorkSince) = (DeviceState.Pending, _rig.Now.AddMinutes(-10 * (1 + r.Position))));

        var detail = (await _rig.Desk.GetBatchAsync(People.Operator, batch, default))!;

        Assert.Null(detail.ExpectedSentBy);
        Assert.Equal(
            [new SiteStanding("BERLIN", 3, 1, 2, 2) { LetsGoAt = _rig.Now.AddMinutes(160) }, new SiteStanding("HAMBURG", 1, 1, 0, 2)],
            detail.Sites!.Sites);
        Assert.Equal((true, false), (detail.Sites.Sites[0].Waits, detail.Sites.Sites[1].Waits));
    }

    [Fact]
    public async Task GetBatch_CapUnreadable_StillShowsTheBatch()
    {
        var batch = await ConfirmedAsync(Cap, "Berlin");
        await ChangeAsync(b => b.SetProperty(x => x.SiteCap, "{}"));

        var sites = (await _rig.Desk.GetBatchAsync(People.Operator, batch, default))!.Sites!;

        Assert.True(sites.Unreadable);
        Assert.StartsWith("Nothing is sent:", sites.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_WithACap_PlaysItAndRefusesWhatDoesNotFit()
    {
        var plan = new SitePlan(Cap, [.. Enumerable.Repeat("BERLIN", 10)]);

        var played = (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 10, WavePlan.OneWave, null, plan, default)).Value!;

        Assert.True(played.Result.HeldBySites > TimeSpan.FromHours(1));
        Assert.Equal("site-cap", (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 11, WavePlan.OneWave, null, plan, default)).Refused?.Code);
        Assert.Equal("site-cap", (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 10, WavePlan.OneWave, null, plan with { Cap = Cap with { Most = 0 } }, default)).Refused?.Code);
    }

    private async Task<Guid> ConfirmedAsync(SiteCap? cap, params string?[] tags)
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, tags.Select((tag, i) =>
        {
            var facts = Devices.Clean(i + 1, _rig.Now);
            return facts with { Autopilot = facts.Autopilot! with { GroupTag = tag } };
        }));
        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = cap });
        Assert.Null(confirmed.Refused);
        return confirmed.Value;
    }

    private Task ChangeAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Batch>> change) => _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(change), default);

    private Task<Batch> RowAsync() => _rig.Console.ReadAsync(db => db.Batches.SingleAsync());
}
