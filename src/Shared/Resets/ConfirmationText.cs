using System.Globalization;

namespace AutopilotReset.Shared.Resets;

/// <summary>The sentence that an admin confirms and that stands in the audit: one text, made in one place, so that both are the same (ui.md).</summary>
public static class ConfirmationText
{
    /// <param name="kind">What is ordered.</param>
    /// <param name="devices">Name and serial of each device, in the order they were shown.</param>
    /// <param name="next">Who uses the devices next.</param>
    /// <param name="justification">Why; as typed, trimmed.</param>
    /// <param name="ticket">Ticket number; <c>null</c> or blank where there is none.</param>
    public static string For(OrderKind kind, IReadOnlyCollection<(string Name, string? Serial)> devices, NextUser next, string justification, string? ticket)
    {
        var what = kind == OrderKind.Wipe ? "Wipe" : "Autopilot Reset";
        var whom = devices.Count == 1
            ? Label(devices.First())
            : string.Create(CultureInfo.InvariantCulture, $"{devices.Count} devices");
        var ticketPart = string.IsNullOrWhiteSpace(ticket) ? "" : $" Ticket: {ticket.Trim()}.";
        return $"{what} of {whom}; next user: {Of(next)}. Reason: {justification.Trim().TrimEnd('.')}.{ticketPart}";
    }

    private static string Label((string Name, string? Serial) device) =>
        string.IsNullOrWhiteSpace(device.Serial) ? device.Name : $"{device.Name} (serial {device.Serial})";

    private static string Of(NextUser next) => next switch
    {
        NextUser.SamePerson => "the same person",
        NextUser.SomebodyElse => "somebody else",
        NextUser.Pool => "nobody yet (pool)",
        _ => throw new ArgumentOutOfRangeException(nameof(next), next, "No words for this choice."),
    };
}
