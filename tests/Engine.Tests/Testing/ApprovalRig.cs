using System.Text;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>A practice tenant whose Intune asks a second admin before it takes a wipe, and what tests do with it.</summary>
internal static class ApprovalRig
{
    public static async Task<PracticeRig> StartAsync(params (string Key, string Value)[] settings)
    {
        var rig = await PracticeRig.StartAsync(settings);
        rig.Tenant.Settings.WipeNeedsApproval = true;
        return rig;
    }

    /// <summary>Asked for, and the request has been read once.</summary>
    public static async Task AskedAsync(this PracticeRig rig, params string[] names)
    {
        await rig.ConfirmAsync(OrderKind.AutopilotReset, names);
        await rig.DispatchUntilAsync(() => rig.WipePosts == names.Length && !rig.IsAny(DeviceState.Sending));
        await rig.ReadAsync();
    }

    /// <summary>Long enough for the next look, however slow by now.</summary>
    public static async Task ReadAsync(this PracticeRig rig)
    {
        await rig.PassAsync(TimeSpan.FromMinutes(11));
        await rig.DispatchAsync(rounds: 2);
    }

    /// <summary>Bo decides in Intune's admin centre on everything that is open.</summary>
    public static void Decide(this PracticeRig rig, string status)
    {
        foreach (var request in rig.Tenant.Approvals.All.Where(r => r.Status is "needsApproval" or "approved"))
            rig.Tenant.Approvals.Decide(request.Code, status, rig.Bo.ObjectId, rig.Bo.Name, "Seen with Ada");
    }

    public static string? Sent(this LoggedRequest post, string header) => post.Headers.GetValueOrDefault(header);

    public static string Justification(this LoggedRequest post) => Encoding.UTF8.GetString(Convert.FromBase64String(post.Sent("x-msft-approval-justification")!));

    public static Task<List<SendAttempt>> AttemptsAsync(this PracticeRig rig) => rig.Database.Console.ReadAsync(db => db.Attempts.OrderBy(a => a.Number).ToListAsync());

    public static async Task<(DeviceState, TenantApproval)> StandingAsync(this PracticeRig rig)
    {
        var request = await rig.OnlyRequestAsync();
        return (request.State, request.TenantApproval);
    }

    public static Task KillSwitchAsync(this PracticeRig rig, bool on) => rig.Database.Console.WriteAsync(async db => (await db.Set<KillSwitchRow>().SingleAsync()).On = on, default);

    public static Task TakeOverAsync(this PracticeRig rig) => rig.Database.Console.WriteAsync(async db =>
    {
        var batch = await db.Batches.SingleAsync();
        batch.SendsAs = rig.Bo;
        await TenantApprovals.VoidAllAsync(db, batch, rig.Bo, rig.Time.GetUtcNow(), default);
    }, default);

    public static Task AskAnewAsync(this PracticeRig rig) => rig.Database.Console.WriteAsync(async db =>
    {
        var request = await db.Requests.SingleAsync();
        Assert.True(await Ledger.ApplyAsync(db, request, Signal.ApprovalAskedAnew, rig.Bo, "Anew", rig.Time.GetUtcNow(), default));
        request.TenantApproval = TenantApproval.None;
    }, default);
}
