using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>Every command, called by somebody who may not: refused, audited, and nothing else in the database has changed.</summary>
public sealed class StandingTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public static TheoryData<string> Commands { get; } =
    [
        "review", "take-out", "release", "confirm", "pause", "resume", "cancel", "take-over", "retry", "repeat", "decide", "close", "repair",
        "kill-switch", "kill-switch-off", "guard-add", "guard-remove",
    ];

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_ByAnAuditor_IsRefusedAuditedAndWithoutEffect(string command) => await RefusedAsync(command, People.Auditor, "read-only");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_AfterTheRoleWasWithdrawn_IsRefusedWithinAMinute(string command)
    {
        var world = await WorldAsync();
        _rig.Time.Advance(Standings.MaxAge);
        _rig.Entra.Answer(People.Operator, StandingKind.RoleLost, "Your role was withdrawn.");

        await RefusedAsync(command, People.Operator, "role-lost", world);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_WhileEntraIsAway_IsRefused(string command)
    {
        var world = await WorldAsync();
        _rig.Time.Advance(Standings.MaxAge);
        _rig.Entra.Answer(People.Operator, StandingKind.Unreachable, "Entra is away.");

        await RefusedAsync(command, People.Operator, "standing-unknown", world);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_FromAnotherTenant_IsRefused(string command) =>
        await RefusedAsync(command, People.Operator with { TenantId = "22222222-2222-2222-2222-222222222222" }, "other-tenant");

    [Fact]
    public async Task Questions_BySomebodyNotLetIn_ShowNothing()
    {
        await WorldAsync();
        var stranger = People.Named("stranger", AccessLevel.None);

        Assert.Empty(await _rig.Desk.FindBatchesAsync(stranger, new BatchQuery(), 0, 10, default));
        Assert.Empty((await _rig.Desk.GetRequestsAsync(stranger, new RequestQuery(), 0, 10, default)).Rows);
        Assert.Empty((await _rig.Get<IAuditTrail>().FindAsync(stranger, new AuditQuery(), 0, 10, default)).Rows);
        Assert.Empty(await _rig.Guards.CheckCapabilitiesAsync(stranger, default));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _rig.Guards.GetAsync(stranger, default));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _rig.Get<IOverview>().GetAsync(stranger, default));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _rig.Get<IAuditTrail>().VerifyAsync(stranger, null, default));
    }

    private async Task RefusedAsync(string command, Admin admin, string code, World? known = null)
    {
        var world = known ?? await WorldAsync();
        var before = await StateAsync();
        var loans = _rig.Entra.Loans.ToDictionary();
        var entries = await _rig.CountAsync<AuditEntry>();
        _rig.Repair = (_, _, _) => throw new InvalidOperationException("The repair was reached.");

        var refused = await RunAsync(command, admin, world);

        Assert.Equal(code, refused?.Code);
        Assert.Equal(before, await StateAsync());
        Assert.Equal(loans, _rig.Entra.Loans.ToDictionary());
        Assert.Equal(entries + 1, await _rig.CountAsync<AuditEntry>());
        var audited = (await _rig.AuditAsync())[^1];
        Assert.Equal((AuditEvents.CommandRefused, admin.ObjectId), (audited.Type, audited.ActorId));
        Assert.Contains(code, audited.Text, StringComparison.Ordinal);
    }

    private async Task<Refused?> RunAsync(string command, Admin admin, World world) => command switch
    {
        "review" => (await _rig.Desk.StartReviewAsync(admin, world.Selection, OrderKind.AutopilotReset, default)).Refused,
        "take-out" => (await _rig.Desk.TakeOutAsync(admin, world.Review.Id, Devices.Key(8), default)).Refused,
        "release" => (await _rig.Desk.ReleaseAsync(admin, world.Review.Id, Devices.Key(9), DeskRig.Because, default)).Refused,
        "confirm" => (await _rig.Desk.ConfirmAsync(admin, DeskRig.Typed(world.Review), default)).Refused,
        "pause" => (await _rig.Desk.PauseAsync(admin, world.Running, DeskRig.Because, default)).Refused,
        "resume" => (await _rig.Desk.ResumeAsync(admin, world.Paused, default)).Refused,
        "cancel" => (await _rig.Desk.CancelUnsentAsync(admin, world.Running, DeskRig.Because, default)).Refused,
        "take-over" => (await _rig.Desk.TakeOverAsync(admin, world.Running, default)).Refused,
        "retry" => (await _rig.Desk.RetryFailedAsync(admin, world.Running, default)).Refused,
        "repeat" => (await _rig.Desk.RepeatAsync(admin, world.Running, default)).Refused,
        "decide" => (await _rig.Desk.DecideUnknownAsync(admin, world.Unknown, taken: true, DeskRig.Because, default)).Refused,
        "close" => (await _rig.Desk.CloseStalledAsync(admin, world.Stalled, DeskRig.Because, default)).Refused,
        "repair" => (await _rig.Desk.RepairAsync(admin, new Repair(world.Stalled, Holder.Owner, "user-4", null), default)).Refused,
        "kill-switch" => (await _rig.Guards.SetKillSwitchAsync(admin, true, DeskRig.Because, default)).Refused,
        "kill-switch-off" => (await _rig.Guards.SetKillSwitchAsync(admin, false, DeskRig.Because, default)).Refused,
        "guard-add" => (await _rig.Guards.AddEntryAsync(admin, Entry("NEWSERIAL"), default)).Refused,
        "guard-remove" => (await _rig.Guards.RemoveEntryAsync(admin, world.Entry, DeskRig.Because, default)).Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No such command."),
    };

    private async Task<World> WorldAsync()
    {
        var running = await _rig.BatchAsync(1, 2, 3, 4);
        var requests = await _rig.RequestsAsync(running);
        await _rig.ChangeAsync(requests[1].Id, r => (r.State, r.OpenManagedDeviceId, r.OpenEntraDeviceId) = (DeviceState.Failed, null, null));
        await _rig.ChangeAsync(requests[2].Id, r => r.State = DeviceState.Unknown);
        await _rig.ChangeAsync(requests[3].Id, r => r.State = DeviceState.Stalled);
        var paused = await _rig.BatchAsync(5);
        await _rig.Desk.PauseAsync(People.Operator, paused, DeskRig.Because, default);
        await _rig.Guards.AddEntryAsync(People.Operator, Entry("PROTECTED1"), default);
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(8, _rig.Now), Devices.Stale(9, _rig.Now));
        return new World(
            running, paused, requests[2].Id, requests[3].Id, review, _rig.Catalogue.Select(Devices.Clean(10, _rig.Now)),
            await _rig.Console.ReadAsync(db => db.Set<GuardEntryRow>().Select(e => e.Id).SingleAsync()));
    }

    private static GuardEntry Entry(string serial) =>
        new(Guid.Empty, GuardList.Protected, GuardEntryKind.Serial, serial, null, DeskRig.Because, "", default);

    /// <summary>Everything but the audit, as text.</summary>
    private Task<string> StateAsync() => _rig.Console.ReadAsync(async db => System.Text.Json.JsonSerializer.Serialize(new
    {
        Batches = await db.Batches.OrderBy(b => b.Id).ToListAsync(),
        Requests = await db.Requests.OrderBy(r => r.Id).ToListAsync(),
        Attempts = await db.Attempts.OrderBy(a => a.Id).ToListAsync(),
        Reviews = await db.Set<ReviewRow>().OrderBy(r => r.Id).ToListAsync(),
        Devices = await db.Set<ReviewDeviceRow>().OrderBy(d => d.ReviewId).ThenBy(d => d.Position).ToListAsync(),
        Guards = await db.Set<GuardEntryRow>().ToListAsync(),
        Switch = await db.Set<KillSwitchRow>().ToListAsync(),
    }));

    private sealed record World(Guid Running, Guid Paused, Guid Unknown, Guid Stalled, Review Review, Guid Selection, Guid Entry);
}
