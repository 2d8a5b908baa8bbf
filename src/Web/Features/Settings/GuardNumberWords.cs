using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Features.Settings;

/// <summary>The guards' numbers in words.</summary>
internal static class GuardNumberWords
{
    public static string Name(GuardNumber number) => number switch
    {
        GuardNumber.DevicesPerBatch => "Devices in a batch",
        GuardNumber.DevicesPerHour => "Devices in an hour",
        GuardNumber.DevicesPer24Hours => "Devices in 24 hours",
        GuardNumber.DevicesPerHourByPerson => "One person's devices in an hour",
        GuardNumber.DevicesPer24HoursByPerson => "One person's devices in 24 hours",
        GuardNumber.ApprovalAboveDevices => "Devices without a second person",
        GuardNumber.ForeignWipesIn10Minutes => "Wipes by others",
        GuardNumber.ConfirmationValidHours => "A confirmation holds",
        GuardNumber.ConfirmSignInMinutes => "Sign-in to confirm",
        GuardNumber.ApprovalValidHours => "An approval holds",
        GuardNumber.ApprovalSignInMinutes => "Sign-in to approve or loosen",
        GuardNumber.ReleaseAfterDays => "Check-in, to be released",
        GuardNumber.RefuseAfterDays => "Check-in, refused",
        _ => "Length of a reason",
    };

    public static string Meaning(GuardNumber number) => number switch
    {
        GuardNumber.DevicesPerBatch => "More cannot be confirmed at once.",
        GuardNumber.DevicesPerHour => "Over all batches, rolling. What is beyond waits and goes on by itself. 0: no cap of its own.",
        GuardNumber.DevicesPer24Hours => "Over all batches, rolling. More cannot be confirmed.",
        GuardNumber.DevicesPerHourByPerson => "Over all batches that they stand for, rolling. What is beyond waits and goes on by itself. 0: no cap of its own.",
        GuardNumber.DevicesPer24HoursByPerson => "Over all batches that they stand for, rolling. More cannot be confirmed. 0: no cap of its own.",
        GuardNumber.ApprovalAboveDevices => "What one person may have reset alone within 24 hours; more needs the approval of another. Every wipe does. 0: every reset does.",
        GuardNumber.ForeignWipesIn10Minutes => "So many devices reset or wiped elsewhere within 10 minutes hold our sending until a person resumes it.",
        GuardNumber.ConfirmationValidHours => "After that somebody has to stand for the batch anew.",
        GuardNumber.ConfirmSignInMinutes => "How long ago whoever confirms or takes over may have signed in by hand. 0: any session may.",
        GuardNumber.ApprovalValidHours => "After that a second person has to approve what is left.",
        GuardNumber.ApprovalSignInMinutes => "How long ago whoever approves or loosens a guard may have signed in by hand. 0: any session may.",
        GuardNumber.ReleaseAfterDays => "A device that did not check in for longer must be released one by one.",
        GuardNumber.RefuseAfterDays => "A device that did not check in for longer is refused.",
        _ => "What a justification or another reason must have at least.",
    };

    /// <summary>The number with its unit, or what 0 means.</summary>
    public static string Value(GuardNumber number, int value) => number switch
    {
        GuardNumber.DevicesPerHour or GuardNumber.DevicesPerHourByPerson or GuardNumber.DevicesPer24HoursByPerson when value == 0 => "no cap of its own",
        GuardNumber.DevicesPerBatch or GuardNumber.DevicesPerHour or GuardNumber.DevicesPer24Hours or GuardNumber.DevicesPerHourByPerson or GuardNumber.DevicesPer24HoursByPerson => $"at most {Number(value)}",
        GuardNumber.ApprovalAboveDevices when value == 0 => "none",
        GuardNumber.ApprovalAboveDevices => $"at most {Number(value)}",
        GuardNumber.ForeignWipesIn10Minutes => Words.Count(value, "device"),
        GuardNumber.ConfirmationValidHours or GuardNumber.ApprovalValidHours => Words.Count(value, "hour"),
        GuardNumber.ConfirmSignInMinutes or GuardNumber.ApprovalSignInMinutes when value == 0 => "any session",
        GuardNumber.ConfirmSignInMinutes or GuardNumber.ApprovalSignInMinutes => $"of the last {Words.Count(value, "minute")}",
        GuardNumber.ReleaseAfterDays or GuardNumber.RefuseAfterDays => $"after {Words.Count(value, "day")}",
        _ => $"{Number(value)} letters or digits",
    };

    /// <summary>What the input asks for.</summary>
    public static string Unit(GuardNumber number) => number switch
    {
        GuardNumber.ConfirmationValidHours or GuardNumber.ApprovalValidHours => "Hours",
        GuardNumber.ConfirmSignInMinutes or GuardNumber.ApprovalSignInMinutes => "Minutes",
        GuardNumber.ReleaseAfterDays or GuardNumber.RefuseAfterDays => "Days",
        GuardNumber.ReasonMinLength => "Letters or digits",
        _ => "Devices",
    };

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
