using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Somebody else wipes in the tenant while a batch of ours runs.</summary>
public class ForeignOrdersTests
{
    private static readonly string[] Others = ["NB-EDU", "NB-PRO", "NB-DRAWER"];

    [Fact]
    public async Task Look_BurstByAnother_HoldsOurSendingAndSaysWho()
    {
        await using var rig = await StartAsync();
        rig.Tenant.Elsewhere.Wipe("mallory@contoso.example", Others);

        await LookAsync(rig);
        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(0, rig.WipePosts);
        var batch = await BatchAsync(rig);
        Assert.Equal(BatchState.Paused, batch.State);
        Assert.Contains("3 devices reset or wiped within 10 minutes", batch.StateReason, StringComparison.Ordinal);
        Assert.Contains("mallory@contoso.example", batch.StateReason, StringComparison.Ordinal);
        Assert.Contains(AuditEvents.BatchPaused, await rig.AuditTypesAsync());
    }

    [Fact]
    public async Task Look_FewerThanTheLimit_GoesOn()
    {
        await using var rig = await StartAsync();
        rig.Tenant.Elsewhere.Wipe("colleague@contoso.example", Others[..2]);

        await LookAsync(rig);
        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(2, rig.WipePosts);
    }

    [Fact]
    public async Task Look_OurOwnOrders_AreNoAlarm()
    {
        await using var rig = await StartAsync(limit: "1");
        await rig.DispatchUntilAsync(() => rig.WipePosts == 1);

        await LookAsync(rig);

        Assert.Equal(BatchState.Running, (await BatchAsync(rig)).State);
    }

    [Fact]
    public async Task Look_ResumedAfterTheAlarm_HoldsOnlyForANewBurst()
    {
        await using var rig = await StartAsync();
        rig.Tenant.Elsewhere.Wipe("mallory@contoso.example", Others);
        await LookAsync(rig);
        await ResumeAsync(rig);

        await LookAsync(rig);
        Assert.Equal(BatchState.Running, (await BatchAsync(rig)).State);

        rig.Tenant.Elsewhere.Wipe("mallory@contoso.example", ["NB-ANEW", "NB-HOME", "NB-BATTERY"]);
        await LookAsync(rig);
        Assert.Equal(BatchState.Paused, (await BatchAsync(rig)).State);
    }

    [Fact]
    public async Task Look_AuditMayNotBeRead_GoesOnAndSaysThatNobodyWatches()
    {
        await using var rig = await StartAsync();
        rig.Tenant.Consents.SetApplication(rig.Tenant.Consents.Application.Where(p => p != "DeviceManagementApps.Read.All").ToList());
        rig.Tenant.Elsewhere.Wipe("mallory@contoso.example", Others);

        await LookAsync(rig);

        Assert.Equal(BatchState.Running, (await BatchAsync(rig)).State);
        var row = Assert.Single(rig.Node.GetRequiredService<EngineHealth>().Rows, r => r.What == "Wipes by others");
        Assert.Equal(HealthState.Unknown, row.State);
        Assert.Contains("DeviceManagementApps.Read.All", row.Text, StringComparison.Ordinal);
    }

    private static async Task<PracticeRig> StartAsync(string limit = "3")
    {
        var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"), ("Guards:ForeignWipesIn10Minutes", limit));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02");
        return rig;
    }

    private static async Task LookAsync(PracticeRig rig)
    {
        await rig.Node.GetRequiredService<Dispatcher>().HoldAsync(default);
        await rig.Node.GetRequiredService<ForeignOrders>().LookAsync(default);
    }

    private static Task<Batch> BatchAsync(PracticeRig rig) => rig.Database.Console.ReadAsync(db => db.Batches.SingleAsync());

    private static Task ResumeAsync(PracticeRig rig) => rig.Database.Console.WriteAsync(async db => (await db.Batches.SingleAsync()).State = BatchState.Running, default);
}
