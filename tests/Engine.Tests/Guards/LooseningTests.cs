using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Tests.Guards;

/// <summary>Everybody may tighten a guard at once; to loosen one takes two people, or one who waited where there is nobody else (decision 0044).</summary>
public sealed class LooseningTests : IAsyncDisposable
{
    private const string Other = "It was a false alarm, I looked myself";

    private readonly DeskRig _rig = new(new Dictionary<string, string?> { ["Guards:ApprovalSignInMinutes"] = "15" });

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task KillSwitch_Off_TakesTwoAndBothReasonsAreKept()
    {
        await StopAsync();

        Assert.Null((await OffAsync(People.Operator)).Refused);
        var asked = await SwitchAsync(People.Operator);
        Assert.Equal((true, new AskedLoosening("olga", _rig.Now, DeskRig.Because, ByYou: true)), (asked.On, asked.OffAsked));
        Assert.False((await SwitchAsync(_rig.Second)).OffAsked!.ByYou);
        Assert.Contains("another admin has to do the same", (await _rig.AuditAsync(AuditEvents.LooseningAsked)).Single().Text, StringComparison.Ordinal);

        Assert.Null((await OffAsync(_rig.Second, Other)).Refused);
        Assert.Equal((false, "sven", null), (await SwitchAsync(_rig.Second)) is var off ? (off.On, off.By, off.OffAsked) : default);
        Assert.Equal($"{Other} (asked for by olga: {DeskRig.Because})", (await _rig.AuditAsync(AuditEvents.KillSwitchOff)).Single().Text);
    }

    /// <summary>Nor by another session, nor as a guest of their own: the same person is no second one.</summary>
    [Fact]
    public async Task KillSwitch_Off_BySamePersonTwice_IsRefused()
    {
        await KnowAsync(_rig.Second);
        await StopAsync();
        await OffAsync(People.Operator);
        _rig.Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal("second-person", (await OffAsync(People.Operator)).Refused?.Code);
        Assert.Equal("second-person", (await OffAsync(People.Operator with { Name = "Olga again", UserPrincipalName = "o@elsewhere.example" })).Refused?.Code);
        Assert.True((await SwitchAsync(People.Operator)).On);
    }

    /// <summary>Nobody else was here for thirty days: everybody had a day in which to be told.</summary>
    [Theory]
    [InlineData(23, 0, "second-person")]
    [InlineData(24, 0, null)]
    [InlineData(7 * 24, 0, null)]
    [InlineData(24, 29, "second-person")]
    [InlineData(24, 31, null)]
    public async Task KillSwitch_Off_AloneAfterTheWait(int hours, int otherSeenDaysAgo, string? code)
    {
        if (otherSeenDaysAgo > 0)
            await KnowAsync(_rig.Second, _rig.Now.AddHours(hours).AddDays(-otherSeenDaysAgo));
        await KnowAsync(People.Operator);
        await StopAsync();
        await OffAsync(People.Operator);
        _rig.Time.Advance(TimeSpan.FromHours(hours));

        Assert.Equal(code, (await OffAsync(People.Operator)).Refused?.Code);
        Assert.Equal(code is not null, (await SwitchAsync(People.Operator)).On);
    }

    /// <summary>What was asked a week ago is not what somebody wants today: the second person becomes the first.</summary>
    [Fact]
    public async Task KillSwitch_OldAsk_CountsNoMore()
    {
        await StopAsync();
        await OffAsync(People.Operator);
        _rig.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.Null((await SwitchAsync(_rig.Second)).OffAsked);

        Assert.Null((await OffAsync(_rig.Second)).Refused);

        Assert.Equal((true, "sven"), (await SwitchAsync(_rig.Second)) is var asked ? (asked.On, asked.OffAsked?.By) : default);
    }

    [Fact]
    public async Task KillSwitch_KeptOn_EndsTheAsk()
    {
        await StopAsync();
        await OffAsync(People.Operator);

        Assert.Null((await _rig.Guards.SetKillSwitchAsync(_rig.Second, true, Other, default)).Refused);
        Assert.Equal((true, DeskRig.Because, null), (await SwitchAsync(_rig.Second)) is var kept ? (kept.On, kept.Reason, kept.OffAsked) : default);
        Assert.Contains(Other, (await _rig.AuditAsync(AuditEvents.LooseningDeclined)).Single().Text, StringComparison.Ordinal);

        Assert.Null((await OffAsync(_rig.Second)).Refused);
        Assert.True((await SwitchAsync(_rig.Second)).On);
    }

    /// <summary>A stop after an ask is a new stop; the ask was about the one before.</summary>
    [Fact]
    public async Task KillSwitch_StoppedAnew_NeedsTwoAgain()
    {
        await StopAsync();
        await OffAsync(People.Operator);
        await OffAsync(_rig.Second);
        await StopAsync();

        await OffAsync(_rig.Second);

        Assert.True((await SwitchAsync(_rig.Second)).On);
    }

    [Fact]
    public async Task Loosening_WithAnOldSession_IsRefused()
    {
        await StopAsync();
        var old = People.Operator with { SignedInAt = _rig.Now.AddMinutes(-16) };

        Assert.Equal("sign-in-again", (await _rig.Guards.SetKillSwitchAsync(old, false, DeskRig.Because, default)).Refused?.Code);
        Assert.Equal("sign-in-again", (await _rig.Guards.RemoveEntryAsync(old, await ProtectAsync(), DeskRig.Because, default)).Refused?.Code);
        Assert.Equal((null, null), ((await SwitchAsync(old)).OffAsked, (await _rig.Guards.GetAsync(old, default)).Entries.Single().RemovalAsked));
    }

    [Fact]
    public async Task Entry_Removed_TakesTwo()
    {
        var entry = await ProtectAsync();

        Assert.Null((await RemoveAsync(People.Operator, entry)).Refused);
        Assert.Equal(new AskedLoosening("olga", _rig.Now, DeskRig.Because, ByYou: false), (await _rig.Guards.GetAsync(_rig.Second, default)).Entries.Single().RemovalAsked);
        Assert.Equal("second-person", (await RemoveAsync(People.Operator, entry)).Refused?.Code);
        Assert.Null((await RemoveAsync(_rig.Second, entry)).Refused);

        Assert.Empty((await _rig.Guards.GetAsync(_rig.Second, default)).Entries);
        Assert.Contains($"(asked for by olga: {DeskRig.Because})", (await _rig.AuditAsync(AuditEvents.ProtectedRemoved)).Single().Text, StringComparison.Ordinal);
    }

    private Task StopAsync() => _rig.Guards.SetKillSwitchAsync(People.Operator, true, DeskRig.Because, default);

    private Task<Outcome<Done>> OffAsync(Admin admin, string because = DeskRig.Because) => _rig.Guards.SetKillSwitchAsync(admin with { SignedInAt = _rig.Now }, false, because, default);

    private Task<Outcome<Done>> RemoveAsync(Admin admin, Guid entry) => _rig.Guards.RemoveEntryAsync(admin with { SignedInAt = _rig.Now }, entry, DeskRig.Because, default);

    private async Task<KillSwitch> SwitchAsync(Admin admin) => (await _rig.Guards.GetAsync(admin, default)).KillSwitch;

    private async Task<Guid> ProtectAsync()
    {
        await _rig.Guards.AddEntryAsync(People.Operator, new GuardEntry(Guid.Empty, GuardList.Protected, GuardEntryKind.Serial, "5CG1", null, DeskRig.Because, "", default), default);
        return (await _rig.Guards.GetAsync(People.Operator, default)).Entries.Single().Id;
    }

    private Task KnowAsync(Admin admin, DateTimeOffset? seen = null) => _rig.Console.WriteAsync(db => KnownAdmins.RememberAsync(db, admin.Account(), AccessLevel.Operator, seen ?? _rig.Now, default), default);
}
