using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>What every test of a confirmation does.</summary>
internal static class ConfirmSteps
{
    public static Task<Review> CleanReviewAsync(this DeskRig rig, params int[] numbers) =>
        rig.ReviewAsync(OrderKind.AutopilotReset, numbers.Select(n => Devices.Clean(n, rig.Now)));

    public static Task<Outcome<Guid>> ConfirmAsync(this DeskRig rig, Confirmation confirmation) =>
        rig.Desk.ConfirmAsync(People.Operator, confirmation, default);

    /// <summary>Refused with this code, audited once, and nothing else happened.</summary>
    public static async Task<Refused> RefusedAsync(this DeskRig rig, string code, Confirmation confirmation, int batches = 0)
    {
        var audited = (await rig.AuditAsync(AuditEvents.CommandRefused)).Count;
        var loans = rig.Entra.Loans.Count;

        var answer = await rig.ConfirmAsync(confirmation);

        Assert.Equal(code, answer.Refused?.Code);
        Assert.Equal((batches, loans), (await rig.CountAsync<Batch>(), rig.Entra.Loans.Count));
        var refusals = await rig.AuditAsync(AuditEvents.CommandRefused);
        Assert.Equal(audited + 1, refusals.Count);
        Assert.Contains(code, refusals[^1].Text, StringComparison.Ordinal);
        return answer.Refused!;
    }
}
