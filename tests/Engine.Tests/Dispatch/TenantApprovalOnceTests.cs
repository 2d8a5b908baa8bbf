using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Whatever happens to the second POST, a device gets one order at most, counted at the tenant.</summary>
public class TenantApprovalOnceTests
{
    private const string Wipe = "/v1.0/deviceManagement/managedDevices/*/wipe";

    [Fact]
    public async Task Step_ConsoleDiesBetweenApprovalAndSend_SendsOnce()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await rig.KillSwitchAsync(on: true);
        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.KillSwitchAsync(on: false);

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
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await rig.StandingAsync());
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
}
