using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>What leaves the house, counted by the practice tenant.</summary>
public class DispatcherTests
{
    [Fact]
    public async Task Step_CleanDevice_IsAcceptedOnceAsTheAdminAndArmed()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 5);

        var order = Assert.Single(rig.Tenant.Orders.All);
        Assert.Equal(("autopilotReset", "ada"), (order.Kind, order.Persona));
        Assert.Equal(1, rig.WipePosts);
        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Pending, request.State);
        Assert.NotNull(request.ArmedSince);
        Assert.NotNull(request.Before);
    }

    [Fact]
    public async Task Step_NewHolder_WaitsAWholeWindowBeforeItsFirstSend()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 2);
        Assert.Equal(0, rig.WipePosts);

        await rig.DispatchAsync(rounds: 1);
        Assert.Equal(1, rig.WipePosts);
    }

    [Fact]
    public async Task Step_Audit_SaysSendingBeforeAccepted()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 4);

        var audit = await rig.AuditTypesAsync();
        Assert.Equal(["request.sending", "request.accepted"], audit.Where(t => t.StartsWith("request.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Step_Post_NamesItsIntent()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02");

        await rig.DispatchAsync(rounds: 5);

        var attempts = await rig.Database.Console.ReadAsync(db =>
            db.Attempts.Join(db.Requests, a => a.RequestId, r => r.Id, (a, r) => new { r.ManagedDeviceId, a.Id }).ToDictionaryAsync(a => a.ManagedDeviceId, a => a.Id.ToString()));
        var posts = rig.Tenant.Requests.All.Where(r => r.Method == "POST" && r.Path.EndsWith("/wipe", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, posts.Count);
        Assert.All(posts, post => Assert.Equal(attempts[post.Path.Split('/')[^2].ToLowerInvariant()], post.Headers["client-request-id"]));
        Assert.All(rig.Tenant.Orders.All, order => Assert.Equal(attempts[order.ManagedDeviceId.ToLowerInvariant()], order.ClientRequestId));
    }

    [Fact]
    public async Task Step_TurnedHybridSinceConfirmation_IsRefusedWhateverWasConfirmed()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Fleet.Change(v => v.Find("NB-CLEAN-01")!.Entra!.TrustType = "ServerAd");

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(0, rig.WipePosts);
        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Refused, request.State);
        Assert.Contains("ServerAd", request.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_ChangedSinceConfirmation_IsRefusedNamingOldAndNew()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Fleet.Change(v => v.Find("NB-CLEAN-01")!.Intune!.DeviceName = "CEO-LAPTOP");

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(0, rig.WipePosts);
        var note = (await rig.OnlyRequestAsync()).Note;
        Assert.Contains("\"NB-CLEAN-01\" → \"CEO-LAPTOP\"", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_RoleLost_PausesBeforeAnySend()
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Personas["ada"].Roles.Clear();

        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(BatchState.Paused, await rig.Database.Console.ReadAsync(db => db.Batches.Where(b => b.Id == batch.Id).Select(b => b.State).SingleAsync()));
    }

    [Fact]
    public async Task Step_AuthorityUnreachable_SendsNothingAndGoesOnAfterwards()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Session.Unreachable = true;
        await rig.DispatchAsync(rounds: 5);
        Assert.Equal(0, rig.WipePosts);

        rig.Session.Unreachable = false;
        await rig.DispatchAsync(rounds: 5);
        Assert.Equal(1, rig.WipePosts);
    }

    [Fact]
    public async Task Step_SessionEndsBetweenIntentAndPost_SendsNothingAndPausesTheBatch()
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Session.BeforeSend = () => rig.Tenant.Personas["ada"].Disabled = true;

        await rig.DispatchAsync(rounds: 3);

        Assert.Equal(0, rig.WipePosts);
        var row = await rig.Database.Console.ReadAsync(db => db.Batches.SingleAsync(b => b.Id == batch.Id));
        Assert.Equal(BatchState.Paused, row.State);
        Assert.Contains("sign in again", row.StateReason, StringComparison.Ordinal);
        Assert.Equal(DeviceState.Planned, (await rig.OnlyRequestAsync()).State);
        Assert.Null((await rig.OnlyRequestAsync()).CountedAt);
    }

    [Fact]
    public async Task Step_EntraGoneBetweenIntentAndPost_WaitsBeforeItTriesAgain()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Session.BeforeSend = () => rig.Session.Unreachable = true;
        await rig.DispatchAsync(rounds: 3);
        Assert.Equal(1, await rig.Database.Console.ReadAsync(db => db.Attempts.CountAsync()));

        (rig.Session.BeforeSend, rig.Session.Unreachable) = (null, false);
        await rig.DispatchAsync(rounds: 1);
        Assert.Equal(0, rig.WipePosts);
        await rig.DispatchUntilAsync(() => rig.WipePosts == 1);
    }

    [Fact]
    public async Task Step_KillSwitchOn_SendsNothing()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.Database.Console.WriteAsync(async db => (await db.Set<KillSwitchRow>().SingleAsync()).On = true, default);

        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(DeviceState.Planned, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_KillSwitchRowMissing_SendsNothing()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.Database.Console.WriteAsync(db => db.Set<KillSwitchRow>().ExecuteDeleteAsync(), default);

        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(0, rig.WipePosts);
    }

    [Fact]
    public async Task Step_ConfirmationOlderThan24Hours_PausesTheBatch()
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Time.Advance(TimeSpan.FromHours(25));

        await rig.DispatchAsync(rounds: 5);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(BatchState.Paused, await rig.Database.Console.ReadAsync(db => db.Batches.Where(b => b.Id == batch.Id).Select(b => b.State).SingleAsync()));
    }

    [Fact]
    public async Task Step_CrashAfterIntent_BecomesUnknownAndIsNeverSent()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.Database.Console.WriteAsync(async db =>
        {
            var request = await db.Requests.SingleAsync();
            db.Attempts.Add(new SendAttempt
            {
                Id = Guid.CreateVersion7(rig.Time.GetUtcNow()),
                RequestId = request.Id,
                BatchId = request.BatchId,
                Tenant = request.Tenant,
                Number = 1,
                LiveRequestId = request.Id,
                AccountId = "a",
                Node = "dead",
                FencingToken = 0,
                IntentAt = rig.Time.GetUtcNow(),
            });
            await Ledger.ApplyAsync(db, request, Signal.Claimed, null, "Sending.", rig.Time.GetUtcNow(), default);
        }, default);

        await rig.DispatchAsync(rounds: 8);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_TwoNodes_SendEachDeviceOnce()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "190"));
        string[] names = ["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05"];
        await rig.ConfirmAsync(OrderKind.AutopilotReset, names);
        rig.AddNode();

        await rig.DispatchAsync(rounds: 8);

        Assert.All(names, n => Assert.Equal(1, rig.Tenant.Orders.CountFor(n)));
        Assert.Equal(names.Length, rig.WipePosts);
    }

    [Fact]
    public async Task Step_FullWipe_SendsBothFlagsFalse()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.Wipe, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 5);

        Assert.Equal("wipe", Assert.Single(rig.Tenant.Orders.All).Kind);
    }
}
