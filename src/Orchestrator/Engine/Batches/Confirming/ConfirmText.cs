using System.Globalization;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>The sentence that is confirmed; the audit keeps it word for word (ui.md: the confirm text is the audit text).</summary>
internal static class ConfirmText
{
    public static string For(OrderKind kind, IReadOnlyList<ReviewDeviceRow> devices, Confirmation confirmation)
    {
        var order = kind == OrderKind.Wipe ? "Wipe" : "Autopilot Reset";
        var count = devices.Count == 1 ? "1 device" : string.Create(CultureInfo.InvariantCulture, $"{devices.Count} devices");
        var names = string.Join("; ", devices.Select(d => Device(d.Facts?.Name ?? d.Name, d.Facts?.Serial)));
        var ticket = string.IsNullOrWhiteSpace(confirmation.Ticket) ? "no ticket" : $"ticket {PlainText.Line(confirmation.Ticket)}";
        return $"{order} of {count}: {names}. Next: {Next(confirmation.NextUser)}. " +
            $"Justification: {PlainText.Line(confirmation.Justification, PlainText.ReasonLength)} ({ticket}). Cannot be recalled once Intune has it.";
    }

    private static string Device(string name, string? serial) => $"{PlainText.Line(name)} (serial {(serial is null ? "unknown" : PlainText.Line(serial))})";

    private static string Next(NextUser next) => next switch
    {
        NextUser.SamePerson => "the same person",
        NextUser.SomebodyElse => "somebody else",
        _ => "the pool",
    };
}
