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
    private const string Berlin = "aaaaaaaa-0000-4000-8000-000000000001", Hamburg = "aaaaaaaa-0000-4000-8000-000000000002";
    private static readonly SiteCap ByGroup = Cap with { By = SiteRule.Group, Groups = [new(Berlin, "Berlin"), new(Hamburg, "Hamburg")] };
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
        var review = await TaggedAsync([.. Enumerable.Repeat("Berlin", 10)]);
        var asked = new CapOfReview(review.Id, Cap);

        var played = (await RehearseAsync(10, asked)).Value!;

        Assert.True(played.Result.HeldBySites > TimeSpan.FromHours(1));
        Assert.Equal("site-cap", (await RehearseAsync(11, asked)).Refused?.Code);
        Assert.Equal("site-cap", (await RehearseAsync(10, asked with { Cap = Cap with { Most = 0 } })).Refused?.Code);
        Assert.Equal("review-not-found", (await _rig.Desk.RehearseAsync(_rig.Second, OrderKind.AutopilotReset, 10, WavePlan.OneWave, null, asked, default)).Refused?.Code);
    }

    [Fact]
    public async Task GetSites_OfTheReview_AreToldByEachRule()
    {
        var review = await TaggedAsync("Berlin", "berlin", "Hamburg", null);
        _rig.ReadGroup = (id, _, _, _) => Task.FromResult<IReadOnlyList<string>>(id == Berlin ? [Devices.EntraId(4), Devices.EntraId(2)] : [Devices.EntraId(2)]);

        Assert.Equal([("BERLIN", 2), ("no group tag", 1), ("HAMBURG", 1)], await SitesAsync(review, Cap));
        Assert.Equal([("PC", 4)], await SitesAsync(review, Cap with { By = SiteRule.NamePrefix }));
        Assert.Equal([("PC-000", 4)], await SitesAsync(review, Cap with { By = SiteRule.NamePrefix, Letters = 6 }));
        Assert.Equal([("Berlin", 2), ("Hamburg", 0), ("in none of the groups", 2)], await SitesAsync(review, ByGroup));
        Assert.Equal("review-not-found", (await _rig.Desk.GetSitesAsync(_rig.Second, new CapOfReview(review.Id, Cap), default)).Refused?.Code);
    }

    [Fact]
    public async Task GetSites_DeviceTakenOut_IsNotCounted()
    {
        var review = await TaggedAsync("Berlin", "Berlin", "Hamburg");
        await _rig.Desk.TakeOutAsync(People.Operator, review.Id, Devices.Key(1), default);

        Assert.Equal([("BERLIN", 1), ("HAMBURG", 1)], await SitesAsync(review, Cap));
    }

    [Fact]
    public async Task Confirm_ByGroup_FreezesWhoWasAMemberThen()
    {
        var review = await TaggedAsync("x", "x", "x", "x");
        _rig.ReadGroup = (id, _, _, _) => Task.FromResult<IReadOnlyList<string>>(id == Berlin ? [Devices.EntraId(1).ToUpperInvariant()] : [Devices.EntraId(1), Devices.EntraId(2)]);
        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = ByGroup });
        _rig.ReadGroup = (_, _, _, _) => throw new InvalidOperationException("Read once.");

        Assert.Equal([Berlin, Hamburg, "", ""], (await _rig.RequestsAsync(confirmed.Value)).Select(r => r.SiteGroup));
        Assert.Equal((ByGroup, 3), (FrozenSiteCap.Of(await RowAsync()), (await RowAsync()).Sites));
        Assert.Contains($"Berlin ({Berlin}); Hamburg ({Hamburg})", (await _rig.AuditAsync(AuditEvents.BatchConfirmed)).Single().Text, StringComparison.Ordinal);
        var sites = (await _rig.Desk.GetBatchAsync(People.Operator, confirmed.Value, default))!.Sites!.Sites;
        Assert.Equal(["Berlin", "Hamburg", "in none of the groups"], sites.Select(s => s.Site).Order(StringComparer.Ordinal));
    }

    /// <summary>Nothing of what is approved is the order of groups, or a group, that somebody exchanged.</summary>
    [Fact]
    public async Task Digest_CoversTheGroupsInTheirOrder()
    {
        var review = await TaggedAsync("x", "x");
        _rig.ReadGroup = (_, _, _, _) => Task.FromResult<IReadOnlyList<string>>([Devices.EntraId(1)]);
        Assert.Null((await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = ByGroup })).Refused);
        var approved = Approvals.Digest(await RowAsync());

        await ChangeAsync(b => b.SetProperty(x => x.SiteCap, FrozenSiteCap.Write(ByGroup with { Groups = [.. ByGroup.Groups.Reverse()] })));

        Assert.NotEqual(approved, Approvals.Digest(await RowAsync()));
        Assert.Equal("already-confirmed", (await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = ByGroup with { Groups = [.. ByGroup.Groups.Reverse()] } })).Refused?.Code);
    }

    [Fact]
    public async Task Confirm_GroupThatCannotBeReadWhole_IsRefusedByNameAndWritesNothing()
    {
        var review = await TaggedAsync("x", "x");
        _rig.ReadGroup = (id, _, _, _) => id == Hamburg ? throw new HttpRequestException("page 2 of 3 answered 503") : Task.FromResult<IReadOnlyList<string>>([Devices.EntraId(1)]);

        var refused = (await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = ByGroup })).Refused;

        Assert.Equal("site-group-unreadable", refused?.Code);
        Assert.Contains("Hamburg", refused!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _rig.CountAsync<Batch>());
        Assert.Equal("site-group-unreadable", (await _rig.Desk.GetSitesAsync(People.Operator, new CapOfReview(review.Id, ByGroup), default)).Refused?.Code);
        Assert.Equal("site-group-unreadable", (await RehearseAsync(2, new CapOfReview(review.Id, ByGroup))).Refused?.Code);
    }

    /// <summary>As it stood in rows before groups could tell a site; what is written for such a cap is still the same text.</summary>
    [Fact]
    public async Task FrozenCap_OfBeforeGroups_IsReadAndWrittenAsItWas()
    {
        const string Old = """{"most":2,"by":"GroupTag","letters":null,"letsGoAfterMinutes":180}""";
        await ConfirmedAsync(Cap, "Berlin");
        Assert.Equal(Old, (await RowAsync()).SiteCap);

        await ChangeAsync(b => b.SetProperty(x => x.SiteCap, Old));
        Assert.Equal(Cap, FrozenSiteCap.Of(await RowAsync()));
        foreach (var damaged in new[] { Old.Replace("GroupTag", "Group", StringComparison.Ordinal), Old.Replace("180}", """180,"groups":[null]}""", StringComparison.Ordinal), Old.Replace("180}", """180,"groups":[{"id":"x","name":"y"}]}""", StringComparison.Ordinal) })
        {
            await ChangeAsync(b => b.SetProperty(x => x.SiteCap, damaged));
            var row = await RowAsync();
            Assert.Throws<FormatException>(() => FrozenSiteCap.Of(row));
        }
    }

    private async Task<IEnumerable<(string Site, int Devices)>> SitesAsync(Review review, SiteCap cap) =>
        (await _rig.Desk.GetSitesAsync(People.Operator, new CapOfReview(review.Id, cap), default)).Value!.Sites.Select(s => (s.Site, s.Devices));

    private Task<Outcome<Rehearsed>> RehearseAsync(int devices, CapOfReview asked) =>
        _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, devices, WavePlan.OneWave, null, asked, default);

    private Task<Review> TaggedAsync(params string?[] tags) => _rig.ReviewAsync(OrderKind.AutopilotReset, tags.Select((tag, i) =>
    {
        var facts = Devices.Clean(i + 1, _rig.Now);
        return facts with { Autopilot = facts.Autopilot! with { GroupTag = tag } };
    }));

    private async Task<Guid> ConfirmedAsync(SiteCap? cap, params string?[] tags)
    {
        var review = await TaggedAsync(tags);
        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(review) with { Sites = cap });
        Assert.Null(confirmed.Refused);
        return confirmed.Value;
    }

    private Task ChangeAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Batch>> change) => _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(change), default);

    private Task<Batch> RowAsync() => _rig.Console.ReadAsync(db => db.Batches.SingleAsync());
}
