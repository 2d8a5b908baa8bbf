using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Intune's own Multi Admin Approval from the asking to the order, counted at the tenant.</summary>
public class TenantApprovalTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Step_ApprovedInIntune_SendsTheSameOnceMoreWithTheCode(bool asObserved, bool codeIsRequestId)
    {
        await using var rig = await ApprovalRig.StartAsync();
        (rig.Tenant.Settings.ApprovalStatusesAsObserved, rig.Tenant.Settings.ApprovalCodeIsRequestId) = (asObserved, codeIsRequestId);
        await rig.AskedAsync("NB-CLEAN-01", "NB-CLEAN-02");
        Assert.All(await rig.RequestsAsync(), r => Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.Asked), (r.State, r.TenantApproval)));
        Assert.Empty(rig.Tenant.Orders.All);

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchUntilAsync(() => !rig.IsAny(DeviceState.Planned) && !rig.IsAny(DeviceState.Sending));

        Assert.All(await rig.RequestsAsync(), r => Assert.Equal((DeviceState.Pending, TenantApproval.None, null), (r.State, r.TenantApproval, r.TenantApprovalExpiresAt)));
        Assert.Equal(4, rig.WipePosts);
        Assert.Equal((1, 1), (rig.Tenant.Orders.CountFor("NB-CLEAN-01"), rig.Tenant.Orders.CountFor("NB-CLEAN-02")));
        foreach (var device in rig.Posts.GroupBy(p => p.Path))
        {
            var (asked, sent) = (device.First(), device.Last());
            Assert.Null(asked.Sent("x-msft-approval-code"));
            Assert.Contains(rig.Tenant.Approvals.All, r => r.Code == sent.Sent("x-msft-approval-code") && r.Status == "completed");
            Assert.Equal((asked.Body, asked.ObjectId, asked.Justification()), (sent.Body, sent.ObjectId, sent.Justification()));
            Assert.StartsWith("Leaver; ", sent.Justification(), StringComparison.Ordinal);
            Assert.NotEqual(asked.Sent("client-request-id"), sent.Sent("client-request-id"));
        }

        var first = (await rig.AttemptsAsync())[0];
        Assert.Equal((rig.Posts[0].Body, rig.Posts[0].Justification()), (first.Body, first.Justification));
        Assert.Equal(["request.sending", "request.approval-required", "request.approval-granted", "request.sending", "request.accepted"],
            await rig.Database.Console.ReadAsync(db => db.AuditEntries.Where(e => e.RequestId == first.RequestId).OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync()));
    }
}
