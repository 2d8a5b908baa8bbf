using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Faults.Runs;

/// <summary>R8: Intune's Multi Admin Approval asks for a second admin, with whatever status; nothing is sent again by itself, however long nobody approves.</summary>
internal static class TenantApproval
{
    private static readonly (int Status, string Message, bool Header)[] Forms =
    [
        (403, "ApprovalRequired", true),
        (403, "ApprovalRequired", false),
        (400, "The header x-msft-approval-justification is required", false),
        (409, "An active Approval Request already exists", false),
        (412, "ApprovalRequired", true),
    ];

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var (each, days) = size switch { Size.Test => (3, 2), Size.Quick => (10, 7), _ => (40, 31) };
        var devices = each * Forms.Length;
        await using var rehearsal = await Rehearsal.BeginAsync(devices, ("Inventory:EveryMinutes", "1440"));
        foreach (var (status, message, header) in Forms)
        {
            rehearsal.Tenant.Faults.Add(new Fault
            {
                Method = "POST",
                Path = "*/wipe",
                Status = status,
                Code = "Forbidden",
                Message = message,
                Times = each,
                Headers = header ? new Dictionary<string, string> { ["x-msft-approval-code"] = $"code-{status}" } : new Dictionary<string, string>(),
            });
        }

        await rehearsal.ConfirmAsync(devices);
        await rehearsal.DrainAsync(TimeSpan.FromHours(1));
        await rehearsal.PassAsync(TimeSpan.FromDays(days), step: TimeSpan.FromMinutes(20));

        List<string> broken = [];
        if (await rehearsal.CountAsync(DeviceState.AwaitingTenantApproval) is var waiting && waiting != devices)
            broken.Add($"{waiting} of {devices} devices wait for the tenant's approval.");
        if (rehearsal.Posts.Count != devices)
            broken.Add($"{rehearsal.Posts.Count} POSTs for {devices} devices.");
        return FaultReport.Of("R8", "Multi Admin Approval in five forms, and nobody approves", devices, await rehearsal.JudgeAsync(), broken, ("devices", devices), ("days", days));
    }
}
