using System.Net.Http.Headers;
using System.Text;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Orders whose answer was lost, held against Intune's own audit. The device itself shows nothing: it never lists an action result.</summary>
public class UnknownOrdersTests
{
    private const string Wipe = "/v1.0/deviceManagement/managedDevices/*/wipe";
    private const string Silent = "NB-NO-RESULTS";

    [Fact]
    public async Task Step_AnswerLostAndIntuneHasTheEntry_IsPendingAndNeverSentAgain()
    {
        await using var rig = await LostAsync(FaultMoment.After);

        await rig.DispatchAsync(rounds: 8);

        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Pending, request.State);
        Assert.NotNull(request.ArmedSince);
        Assert.Contains("Intune's own audit", request.Note, StringComparison.Ordinal);
        Assert.Equal((1, 1), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_AnswerLostAndIntuneHasNothing_WaitsForAPersonWithThatInView()
    {
        await using var rig = await LostAsync(FaultMoment.Before);

        await rig.DispatchAsync(rounds: 60);

        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
        var audit = await rig.Database.Console.ReadAsync(db => db.Attempts.Select(a => a.IntuneAudit).SingleAsync());
        Assert.Null(audit!.Problem);
        Assert.Empty(audit.Entries);
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_AuditMayNotBeRead_SaysWhichPermissionIsMissing()
    {
        await using var rig = await LostAsync(FaultMoment.After);
        await rig.DispatchUntilAsync(() => rig.WipePosts == 1);
        rig.Tenant.Consents.SetApplication(rig.Tenant.Consents.Application.Where(p => p != "DeviceManagementApps.Read.All").ToList());

        await rig.DispatchAsync(rounds: 8);

        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
        var audit = await rig.Database.Console.ReadAsync(db => db.Attempts.Select(a => a.IntuneAudit).SingleAsync());
        Assert.Contains("DeviceManagementApps.Read.All", audit!.Problem, StringComparison.Ordinal);
        Assert.Equal(1, rig.WipePosts);
    }

    [Fact]
    public async Task Step_SomebodyElseWipedTheDevice_IsShownAndDecidesNothing()
    {
        await using var rig = await LostAsync(FaultMoment.Before);
        await rig.DispatchUntilAsync(() => rig.WipePosts == 1);
        await WipeAsync(rig, "bo");

        await rig.DispatchAsync(rounds: 20);

        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
        var audit = await rig.Database.Console.ReadAsync(db => db.Attempts.Select(a => a.IntuneAudit).SingleAsync());
        Assert.Equal(rig.Session.AccountOf("bo").ObjectId, Assert.Single(audit!.Entries).ActorId);
    }

    private static async Task<PracticeRig> LostAsync(FaultMoment moment)
    {
        // As another app: an entry of this very console would be ours whoever it was sent as.
        var rig = await PracticeRig.StartAsync(("AzureAd:ClientId", "00000000-1111-2222-3333-444444444444"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Silent);
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, When = moment, Status = 503, Times = 1 });
        return rig;
    }

    private static async Task WipeAsync(PracticeRig rig, string persona)
    {
        using var http = new HttpClient(rig.Tenant.CreateHandler());
        using var post = new HttpRequestMessage(HttpMethod.Post, $"https://graph.microsoft.com/v1.0/deviceManagement/managedDevices/{rig.Tenant.Fleet.Find(Silent)!.Intune!.Id}/wipe");
        post.Headers.Authorization = new AuthenticationHeaderValue("Bearer", rig.Tenant.AccessTokenFor(persona));
        post.Content = new StringContent("""{"keepEnrollmentData":true,"keepUserData":false}""", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(post);
        Assert.Equal(204, (int)answer.StatusCode);
    }
}
