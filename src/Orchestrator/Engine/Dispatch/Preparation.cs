using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>What the read just before the POST showed.</summary>
/// <param name="Refusal">Why the device must not be sent; <c>null</c> when it may.</param>
/// <param name="Before">The snapshot against which evidence counts.</param>
/// <param name="ReadStamp">Monotonic time of the read.</param>
internal sealed record Prepared(string? Refusal, Snapshot? Before, long ReadStamp);

/// <summary>Re-reads a device just before its POST and compares it with what was confirmed and with the rules as of now (rules.md, invariants 6 and 7).</summary>
internal sealed class Preparation(LiveDevices live, EligibilityContexts contexts, TimeProvider time)
{
    public async Task<Prepared> ReadAsync(DeviceRequest request, Batch batch, CancellationToken stop)
    {
        using var purpose = ReadPurpose.Is(ReadPriority.Send);
        var stamp = time.GetTimestamp();
        var facts = await live.ReadAsync(request.ManagedDeviceId, batch.SendsAs, batch.Id, stop);
        if (facts is null)
            return new("The Intune record is gone since the confirmation.", null, stamp);
        if (await RefusalAsync(request, batch, facts, stop) is { } refusal)
            return new(refusal, null, stamp);
        return new(null, SnapshotOf(facts), stamp);
    }

    private async Task<string?> RefusalAsync(DeviceRequest request, Batch batch, DeviceFacts facts, CancellationToken stop)
    {
        // Its own check, beside the rules: whatever the inventory or the rules say, a device that is not surely Entra joined is never reset.
        if (request.Kind == OrderKind.AutopilotReset && !SurelyEntraJoined(facts))
            return $"Not surely Entra joined (trust type {facts.Entra?.TrustType ?? "unknown"}, Intune join type {facts.IntuneJoinType ?? "not read"}): an Autopilot Reset is refused. A full wipe is the alternative.";
        if (facts.EntraDeviceId is null || facts.ManagedDeviceId is null)
            return "The device lost its Entra device id since the confirmation.";

        var differences = request.Confirmed.DifferencesTo(ConfirmedIdentity.From(facts));
        if (differences.Count > 0)
            return "Changed since the confirmation: " + string.Join("; ", differences) + ".";

        var context = await contexts.BuildForAsync(request, batch.SendsAs, batch.Id, stop);
        var judgement = request.Kind == OrderKind.Wipe ? WipeEligibility.Judge(facts, context) : ResetEligibility.Judge(facts, context);
        var against = judgement.Reasons
            .Where(r => r.Verdict == Verdict.Refused || (r.Verdict == Verdict.Release && !request.ReleasedCodes.Contains(r.Code)))
            .Select(r => r.Text).ToList();
        return against.Count == 0 ? null : "Refused by the rules just before sending: " + string.Join(" ", against);
    }

    private static bool SurelyEntraJoined(DeviceFacts facts) =>
        facts.Entra is { TrustType: "AzureAd", OnPremisesSyncEnabled: not true }
        && (facts.IntuneJoinType is null || string.Equals(facts.IntuneJoinType, "azureADJoined", StringComparison.OrdinalIgnoreCase))
        && facts.EntraObjects.All(o => o.TrustType != "ServerAd" && o.OnPremisesSyncEnabled != true);

    private static Snapshot SnapshotOf(DeviceFacts facts) => new()
    {
        TakenAt = facts.ReadAt,
        ActionResults = facts.ActionResults,
        Holders = facts.Holders!,
        LastCheckIn = facts.LastCheckIn,
        EnrolledAt = facts.EnrolledAt,
        ManagementState = facts.ManagementState,
    };
}
