using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>The rules of a kind of order.</summary>
internal static class Judges
{
    public static Judgement Judge(OrderKind kind, DeviceFacts facts, EligibilityContext context) => kind switch
    {
        OrderKind.AutopilotReset => ResetEligibility.Judge(facts, context),
        OrderKind.Wipe => WipeEligibility.Judge(facts, context),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No rules for this kind."),
    };
}
