using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

/// <summary>R23: a database from before a send is put in the place of the present one. The device shows nothing of its order, so the re-read would not notice.</summary>
public class RestoredBackupTests
{
    private const string Silent = "NB-NO-RESULTS";

    [Fact]
    public async Task Start_IntunesAuditHasTheOrder_AsksAndSendsNothingAgain()
    {
        await using var rig = await RestoredAsync(withAudit: true, remembered: false);

        await rig.DispatchAsync(rounds: 12);

        Assert.Equal(1, rig.WipePosts);
        var sent = (await rig.RequestsAsync())[0];
        Assert.Equal(DeviceState.Unknown, sent.State);
        Assert.Contains("does not know", sent.Note, StringComparison.Ordinal);
        Assert.Equal(BatchState.Paused, await StateAsync(rig));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_AuditMayNotBeRead_PausesAndAsks(bool remembered)
    {
        await using var rig = await RestoredAsync(withAudit: false, remembered);

        await rig.DispatchAsync(rounds: 12);

        Assert.Equal(1, rig.WipePosts);
        Assert.Equal(BatchState.Paused, await StateAsync(rig));
        var reason = await rig.Database.Console.ReadAsync(db => db.Batches.Select(b => b.StateReason).SingleAsync());
        Assert.Contains("backup", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SameDatabaseWithoutAudit_GoesOnWithoutAsking()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Silent, "NB-CLEAN-01");
        WithoutAudit(rig);
        await rig.Node.GetRequiredService<Lineage>().NoteAsync(default);
        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();

        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(2, rig.WipePosts);
    }

    /// <summary>Sent once to the first device, the other waits; then the database of before is put back, and a new process starts.</summary>
    private static async Task<PracticeRig> RestoredAsync(bool withAudit, bool remembered)
    {
        var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Silent, "NB-CLEAN-01");
        var first = (await rig.RequestsAsync())[0].Position;
        var later = rig.Time.GetUtcNow() + TimeSpan.FromHours(1);
        await rig.Database.Console.WriteAsync(db => db.Requests.Where(r => r.Position > first).ExecuteUpdateAsync(r => r.SetProperty(x => x.NotBefore, later)), default);
        await rig.DispatchAsync(rounds: 1);
        rig.Database.Backup();
        await rig.DispatchUntilAsync(() => rig.WipePosts == 1);
        await rig.DispatchUntilAsync(() => rig.IsAny(DeviceState.Pending));
        await rig.Node.GetRequiredService<Lineage>().NoteAsync(default);
        await rig.EndNodeAsync(rig.Node);
        rig.Database.Restore();
        if (!remembered)
            File.Delete(rig.Database.File + ".seen");
        if (!withAudit)
            WithoutAudit(rig);
        rig.AddNode();
        return rig;
    }

    private static void WithoutAudit(PracticeRig rig) =>
        rig.Tenant.Consents.SetApplication(rig.Tenant.Consents.Application.Where(p => p != "DeviceManagementApps.Read.All").ToList());

    private static Task<BatchState> StateAsync(PracticeRig rig) => rig.Database.Console.ReadAsync(db => db.Batches.Select(b => b.State).SingleAsync());
}
