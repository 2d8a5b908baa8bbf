using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Web.Components.Parts;

/// <summary>The field's own words for what the contract counts in.</summary>
internal static class Words
{
    /// <summary>How much a reason says: the guards count letters and digits.</summary>
    public static int LettersIn(string? text) => (text ?? "").Count(char.IsLetterOrDigit);

    public static string Of(OrderKind kind) => kind == OrderKind.Wipe ? "Wipe" : "Autopilot Reset";

    /// <param name="chosen">The device stands in a review; otherwise nobody has ordered anything yet.</param>
    public static string Of(Verdict verdict, OrderKind kind = OrderKind.AutopilotReset, bool chosen = true) => verdict switch
    {
        Verdict.Ready => $"{(chosen ? "Will" : "Can")} be {(kind == OrderKind.Wipe ? "wiped" : "reset")}",
        Verdict.Attention => "Needs attention",
        Verdict.Release => "Needs release",
        _ => "Refused",
    };

    public static string Of(DeviceState state) => state switch
    {
        DeviceState.AwaitingTenantApproval => "Awaiting tenant approval",
        DeviceState.CompletedWithFindings => "Completed with findings",
        _ => state.ToString(),
    };

    /// <summary>What the state means, in a sentence.</summary>
    public static string Meaning(DeviceState state) => state switch
    {
        DeviceState.Planned => "Waits for its turn; nothing was sent.",
        DeviceState.Sending => "The order is on its way to Intune.",
        DeviceState.Throttled => "Microsoft Graph asked to wait; checked before it is tried again.",
        DeviceState.AwaitingTenantApproval => "Intune asks for a second admin's approval.",
        DeviceState.Unknown => "We cannot tell whether Intune took the order; it is never sent twice.",
        DeviceState.Pending => "Intune took the order; the device will be erased at its next check-in.",
        DeviceState.Active => "The device reports that it works on it.",
        DeviceState.Verifying => "Reset seen; primary user and owner are being checked.",
        DeviceState.Stalled => "A deadline passed. The order is still armed and still watched.",
        DeviceState.Completed => "Reset shown by evidence.",
        DeviceState.CompletedWithFindings => "Over, and something was left behind or could not be proven.",
        DeviceState.Failed => "Not done.",
        DeviceState.Refused => "Not sent: the device may not be reset, or changed since it was confirmed.",
        _ => "Withdrawn before it was sent.",
    };

    public static string Of(EvidenceGrade grade) => grade == EvidenceGrade.None ? "No evidence" : grade.ToString();

    /// <summary>What the grade means (rules.md, Evidence).</summary>
    public static string Meaning(EvidenceGrade grade) => grade switch
    {
        EvidenceGrade.Accepted => "Intune took the order; the device has not been seen since.",
        EvidenceGrade.Seen => "The device checked in after the order, so it could have fetched it. Not a proof.",
        EvidenceGrade.Reported => "Intune says it was done. Known to be wrong at times.",
        EvidenceGrade.Proven => "Something changed that a mere check-in cannot change.",
        _ => "Nothing was seen yet.",
    };

    public static string Of(BatchState state) => state.ToString();

    /// <summary>What to do instead; <c>null</c> where there is nothing to suggest.</summary>
    public static string? Of(Alternative alternative) => alternative switch
    {
        Alternative.FullWipe => "Full wipe instead; it may take up to 24 hours until the device can be deployed again",
        Alternative.ProductsOwnReset => "Use the product's own reset",
        Alternative.EnableAccount => "Enable the device account in Entra first",
        Alternative.SecurityTeam => "Ask the security team; a reset destroys evidence",
        Alternative.AskAnotherWay => "Choose it by its Intune or Entra id",
        Alternative.DeleteRecordAfterWipe => "Delete the Intune record after the wipe",
        Alternative.UnassignAutopilotUser => "Unassign the Autopilot user",
        Alternative.EnrolInIntune => "Enrol it in Intune first",
        Alternative.RegisterInAutopilot => "Register it in Autopilot first",
        _ => null,
    };

    public static string Of(HealthState state) => state.ToString();

    /// <summary>"1 device", "3,412 devices".</summary>
    public static string Count(int number, string one, string? many = null) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many ?? one + "s")}");
}
