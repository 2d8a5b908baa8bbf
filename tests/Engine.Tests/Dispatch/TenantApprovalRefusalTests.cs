using AutopilotReset.Engine.Batches.Commands;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>What must not go out with an approval of Intune's, or twice, counted at the tenant.</summary>
public class TenantApprovalRefusalTests
{
    private const string Wipe = "/v1.0/deviceManagement/managedDevices/*/wipe";
    private const string List = "*/operationApprovalRequests";

    [Theory]
    [InlineData("rejected", "request.approval-rejected", "Rejected in Intune by Bo Andersson: Seen with Ada")]
    [InlineData("cancelled", "request.approval-rejected", "Cancelled in Intune by Bo Andersson")]
    [InlineData("expired", "request.approval-expired", "expired")]
    public async Task Step_NotApproved_FailsSayingWhoAndWhyAndSendsNothing(string decision, string entry, string says)
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");

        rig.Decide(decision);
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);

        var request = await rig.OnlyRequestAsync();
        Assert.Equal((DeviceState.Failed, TenantApproval.None, null), (request.State, request.TenantApproval, request.OpenManagedDeviceId));
        Assert.Contains(says, request.Note, StringComparison.Ordinal);
        Assert.Contains(entry, await rig.AuditTypesAsync());
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_TimeOfExpiryThatIntuneNamedPasses_FailsApprovedOrNot(bool approved)
    {
        await using var rig = await ApprovalRig.StartAsync();
        rig.Tenant.Settings.ApprovalValidHours = 5;
        await rig.AskedAsync("NB-CLEAN-01");
        var foretold = rig.Tenant.Approvals.All.Single().ExpiresAt;
        Assert.Equal(foretold, (await rig.OnlyRequestAsync()).TenantApprovalExpiresAt);
        await KillSwitchAsync(rig, on: true);
        if (approved)
        {
            rig.Decide("approved");
            await rig.ReadAsync();
            Assert.Equal((DeviceState.Planned, TenantApproval.Granted), await StandingAsync(rig));
        }

        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = List, Status = 400 });
        await rig.PassAsync(TimeSpan.FromHours(5));
        await KillSwitchAsync(rig, on: false);
        await rig.DispatchAsync(rounds: 8);

        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Failed, request.State);
        Assert.Contains($"{foretold:u}", request.Note, StringComparison.Ordinal);
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_KillSwitchOnWhileApproved_SendsNothingUntilItIsOff()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await KillSwitchAsync(rig, on: true);

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 6);
        Assert.Equal(1, rig.WipePosts);
        Assert.Equal((DeviceState.Planned, TenantApproval.Granted), await StandingAsync(rig));

        await KillSwitchAsync(rig, on: false);
        await rig.DispatchAsync(rounds: 4);
        Assert.Equal((2, 1), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_ApprovalTakenBackBeforeItIsSent_SendsNothing()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await KillSwitchAsync(rig, on: true);
        rig.Decide("approved");
        await rig.ReadAsync();

        rig.Decide("cancelled");
        await rig.ReadAsync();
        await KillSwitchAsync(rig, on: false);
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(DeviceState.Failed, (await rig.OnlyRequestAsync()).State);
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_DeviceChangedWhileItWaited_IsRefusedAndNotSent()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Tenant.Fleet.Change(view => view.Find("NB-CLEAN-01")!.Intune!.DeviceName = "NB-SOMEBODY-ELSE");

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(DeviceState.Refused, (await rig.OnlyRequestAsync()).State);
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_TakenOver_TheCodeIsVoidAndAPersonHasIntuneAskedAnew()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await TakeOverAsync(rig);
        rig.Decide("approved");
        await rig.ReadAsync();
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await StandingAsync(rig));
        Assert.Equal(1, rig.WipePosts);

        // The former admin's request is still open there: Intune names no code, and nothing goes on by itself.
        await AskAnewAsync(rig);
        await rig.DispatchAsync(rounds: 4);
        await rig.ReadAsync();
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await StandingAsync(rig));
        Assert.Equal(["ada", "bo"], rig.Posts.Select(p => p.Persona));

        rig.Decide("cancelled");
        await AskAnewAsync(rig);
        await rig.DispatchAsync(rounds: 4);
        var (gus, asked) = (rig.Session.AccountOf("gus"), rig.Tenant.Approvals.All[^1]);
        rig.Tenant.Approvals.Decide(asked.Code, "approved", gus.ObjectId, gus.Name, null);
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(["ada", "bo", "bo", "bo"], rig.Posts.Select(p => p.Persona));
        Assert.Equal((1, asked.Code), (rig.Tenant.Orders.CountFor("NB-CLEAN-01"), rig.Posts[^1].Sent("x-msft-approval-code")));
        Assert.All(rig.Posts.SkipLast(1), p => Assert.Null(p.Sent("x-msft-approval-code")));
    }

    /// <summary>Taken over past the desk, between the approval and the intent: the intent's own transaction finds it.</summary>
    [Fact]
    public async Task Step_SenderIsAnotherAtTheIntent_SendsNeitherWithTheCodeNorWithout()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await KillSwitchAsync(rig, on: true);
        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.Database.Console.WriteAsync(async db => (await db.Batches.SingleAsync()).SendsAs = rig.Bo, default);
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = List, Status = 400 });
        await KillSwitchAsync(rig, on: false);

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(1, rig.WipePosts);
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await StandingAsync(rig));
    }

    [Theory]
    [InlineData("UPDATE Attempts SET Body = '{\"keepEnrollmentData\":false,\"keepUserData\":false}'")]
    [InlineData("UPDATE Attempts SET Body = NULL")]
    [InlineData("UPDATE Attempts SET Justification = NULL")]
    [InlineData("UPDATE Attempts SET ApprovalCode = NULL")]
    [InlineData("UPDATE Attempts SET ApprovalCode = 'a b'")]
    [InlineData("UPDATE Attempts SET AccountId = 'x.y'")]
    public async Task Step_WhatWasKeptIsNotWhatWasAskedFor_SendsNothing(string change)
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await KillSwitchAsync(rig, on: true);
        rig.Decide("approved");
        await rig.ReadAsync();
        Assert.Equal((DeviceState.Planned, TenantApproval.Granted), await StandingAsync(rig));
        rig.Database.Execute(change);
        await KillSwitchAsync(rig, on: false);

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await StandingAsync(rig));
    }

    [Fact]
    public async Task Step_ConsoleDiesBetweenApprovalAndSend_SendsOnce()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await KillSwitchAsync(rig, on: true);
        rig.Decide("approved");
        await rig.ReadAsync();
        await KillSwitchAsync(rig, on: false);

        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();
        await rig.DispatchUntilAsync(() => rig.IsAny(DeviceState.Pending));
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal((2, 1), (rig.WipePosts, rig.Tenant.Orders.CountFor("NB-CLEAN-01")));
    }

    [Fact]
    public async Task Step_AnswerToTheSecondPostIsLost_IsUnknownAndNeverSentAgain()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, When = FaultMoment.After, Reset = true });

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchUntilAsync(() => rig.WipePosts == 2 && !rig.IsAny(DeviceState.Sending));
        await rig.DispatchAsync(rounds: 8);

        Assert.Equal((2, 1), (rig.WipePosts, rig.Tenant.Orders.CountFor("NB-CLEAN-01")));
        Assert.DoesNotContain((await rig.OnlyRequestAsync()).State, new[] { DeviceState.Planned, DeviceState.AwaitingTenantApproval, DeviceState.Failed });
    }

    [Fact]
    public async Task Step_SecondPostThrottled_GoesOutWithTheSameCodeOnceItIsClear()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = 429, RetryAfter = 5, Times = 1 });

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchUntilAsync(() => rig.IsAny(DeviceState.Pending));

        Assert.Equal((3, 1), (rig.WipePosts, rig.Tenant.Orders.CountFor("NB-CLEAN-01")));
        Assert.Equal(rig.Posts[1].Sent("x-msft-approval-code"), rig.Posts[2].Sent("x-msft-approval-code"));
    }

    [Fact]
    public async Task Step_IntuneAsksAgainForWhatWasApproved_WaitsForAPersonAndSendsNoMore()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault
        {
            Method = "POST",
            Path = Wipe,
            Status = 412,
            Message = "ApprovalRequired",
            Headers = new Dictionary<string, string> { ["x-msft-approval-code"] = "another" },
        });

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 6);
        await rig.ReadAsync();

        Assert.Equal(2, rig.WipePosts);
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await StandingAsync(rig));
    }

    [Fact]
    public async Task Step_ApprovalUsedElsewhere_IsUnknownAndNotSent()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Decide("approved");
        var (code, post) = (rig.Tenant.Approvals.All.Single().Code, rig.Posts[0]);
        using var http = new HttpClient(rig.Tenant.CreateHandler());
        using var again = new HttpRequestMessage(HttpMethod.Post, new Uri($"https://graph.microsoft.com{post.Path}")) { Content = new StringContent(post.Body!, System.Text.Encoding.UTF8, "application/json") };
        again.Headers.Authorization = new("Bearer", rig.Tenant.AccessTokenFor("ada"));
        again.Headers.Add("x-msft-approval-justification", post.Sent("x-msft-approval-justification"));
        again.Headers.Add("x-msft-approval-code", code);
        Assert.True((await http.SendAsync(again)).IsSuccessStatusCode);

        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 2);

        Assert.Equal((2, 1), (rig.WipePosts, rig.Tenant.Orders.CountFor("NB-CLEAN-01")));
        Assert.Contains((await rig.OnlyRequestAsync()).State, new[] { DeviceState.Unknown, DeviceState.Pending });
        Assert.Contains("request.order-missing-here", await rig.AuditTypesAsync());
    }

    [Fact]
    public async Task Step_ApprovalsMayNotBeRead_WaitsNamesWhatIsMissingAndGoesOnOnceItIsThere()
    {
        await using var rig = await ApprovalRig.StartAsync();
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = List, Status = 403, Message = "User is not authorized to perform this operation" });
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Decide("approved");
        await rig.ReadAsync();

        var reading = (await rig.AttemptsAsync()).Single().TenantApproval!;
        Assert.True(reading.Missing);
        Assert.Contains("DeviceManagementConfiguration.Read.All is missing", reading.Problem, StringComparison.Ordinal);
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.Asked), await StandingAsync(rig));
        Assert.Equal(1, rig.WipePosts);

        rig.Tenant.Faults.Clear();
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);
        Assert.Equal((2, 1), (rig.WipePosts, rig.Tenant.Orders.CountFor("NB-CLEAN-01")));
    }

    [Fact]
    public async Task Step_CancelledWhileItWaits_IsNotSentWhenItIsApprovedAfterwards()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01", "NB-CLEAN-02");
        var batchId = (await rig.RequestsAsync())[0].BatchId;
        await rig.Database.Console.WriteAsync(async db =>
            await CancelUnsent.ApplyAsync(db, await db.Batches.SingleAsync(b => b.Id == batchId), rig.Ada, AuditEvents.BatchCancelled, "Wrong room", rig.Time.GetUtcNow(), default), default);

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal((2, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
        Assert.All(await rig.RequestsAsync(), r => Assert.Equal(DeviceState.Cancelled, r.State));
        Assert.All(await rig.RequestsAsync(), r => Assert.EndsWith("stays open in Intune until it expires or is cancelled there.", r.Note, StringComparison.Ordinal));
    }

    private static async Task<(DeviceState, TenantApproval)> StandingAsync(PracticeRig rig) => (await rig.OnlyRequestAsync()) is var request ? (request.State, request.TenantApproval) : default;

    private static Task KillSwitchAsync(PracticeRig rig, bool on) => rig.Database.Console.WriteAsync(async db => (await db.Set<KillSwitchRow>().SingleAsync()).On = on, default);

    private static Task TakeOverAsync(PracticeRig rig) => rig.Database.Console.WriteAsync(async db =>
    {
        var batch = await db.Batches.SingleAsync();
        batch.SendsAs = rig.Bo;
        await TenantApprovals.VoidAllAsync(db, batch, rig.Bo, rig.Time.GetUtcNow(), default);
    }, default);

    private static Task AskAnewAsync(PracticeRig rig) => rig.Database.Console.WriteAsync(async db =>
    {
        var request = await db.Requests.SingleAsync();
        Assert.True(await Ledger.ApplyAsync(db, request, Signal.ApprovalAskedAnew, rig.Bo, "Anew", rig.Time.GetUtcNow(), default));
        request.TenantApproval = TenantApproval.None;
    }, default);
}
