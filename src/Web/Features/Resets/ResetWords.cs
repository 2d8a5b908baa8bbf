using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Web.Features.Resets;

/// <summary>The field's own words for what the vocabulary names, for pages and exports alike.</summary>
internal static class ResetWords
{
    public static string Of(OrderKind kind) => kind switch
    {
        OrderKind.AutopilotReset => "Autopilot Reset",
        OrderKind.Wipe => "Wipe",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No words for this kind."),
    };

    /// <summary>What is done to a device: "reset", "wiped".</summary>
    public static string Done(OrderKind kind) => kind == OrderKind.Wipe ? "wiped" : "reset";

    public static string Of(DeviceState state) => state switch
    {
        DeviceState.AwaitingTenantApproval => "Awaiting tenant approval",
        DeviceState.CompletedWithFindings => "Completed with findings",
        _ => state.ToString(),
    };

    public static string Of(BatchState state) => state switch
    {
        BatchState.Running => "Sending",
        BatchState.Paused => "Paused",
        BatchState.Sent => "All sent, being followed",
        BatchState.Finished => "Finished",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No words for this state."),
    };

    public static string Of(EvidenceGrade grade) => grade == EvidenceGrade.None ? "None yet" : grade.ToString();

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Ready => "Ready",
        Verdict.Attention => "Needs your attention",
        Verdict.Release => "Refused by default",
        Verdict.Refused => "Refused",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "No words for this verdict."),
    };

    public static string Of(NextUser next) => next switch
    {
        NextUser.SamePerson => "the same person",
        NextUser.SomebodyElse => "somebody else",
        NextUser.Pool => "nobody yet (pool)",
        _ => throw new ArgumentOutOfRangeException(nameof(next), next, "No words for this choice."),
    };

    public static string Of(Holder holder) => holder == Holder.PrimaryUser ? "primary user" : "owner";

    /// <summary>What to do instead; empty where there is nothing.</summary>
    public static string Of(Alternative alternative) => alternative switch
    {
        Alternative.None => "",
        Alternative.FullWipe => "Wipe it instead: it leaves Intune, and a hybrid joined device may take up to 24 hours until it can be deployed again.",
        Alternative.ProductsOwnReset => "Use the product's own reset.",
        Alternative.EnableAccount => "Enable the device in Entra first; nobody could sign in afterwards.",
        Alternative.SecurityTeam => "Ask the security team: a reset destroys evidence.",
        Alternative.AskAnotherWay => "Choose it another way, for example by its Intune id.",
        Alternative.DeleteRecordAfterWipe => "After the wipe delete the Intune record, or enrolment fails with 0x80180014.",
        Alternative.UnassignAutopilotUser => "Unassign the user of the Autopilot identity.",
        Alternative.EnrolInIntune => "Enrol it in Intune first.",
        Alternative.RegisterInAutopilot => "Register it in Windows Autopilot.",
        _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "No words for this alternative."),
    };
}
