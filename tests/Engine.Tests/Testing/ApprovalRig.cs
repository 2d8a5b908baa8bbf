using System.Text;
using AutopilotReset.Engine.Data;
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
}
